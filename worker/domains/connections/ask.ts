import type { TestRequest } from '../../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { requireAllowed } from '../inboxes/alter.ts';
import {
  type Credentials,
  readCredentials,
  type StoredCredentials,
  smtpServer,
} from '../inboxes/credentials.ts';
import { findInbox } from '../inboxes/queries.ts';
import type { InboxRow } from '../inboxes/tables.ts';
import { completePasswords, smtpToTry } from './complete.ts';

/** Throws `wrong-connection-type` for an inbox that is connected by OAuth. */
export const requireServers = ({ connectionType }: Pick<InboxRow, 'connectionType'>): void => {
  if (connectionType !== 'imap') throw new ProblemError('wrong-connection-type');
};

const NONE: StoredCredentials = { state: 'none' };

/**
 * What an admin's request for a test asks of the connector. Throws `not-found` for another tenant's
 * inbox, `inbox-archived`, `wrong-connection-type`, and what {@link completePasswords} throws.
 */
export const testAsked = async (
  { db, vault }: Deps,
  tenant: string,
  { inboxId, emailAddress, imap, smtp }: TestRequest,
): Promise<ConnectorTestRequest> => {
  const row = inboxId === undefined ? null : await findInbox(db, tenant, inboxId);
  if (row !== null) {
    requireAllowed(row, 'connect');
    requireServers(row);
  }
  const stored = row === null ? NONE : await readCredentials(vault, row);
  const completed = completePasswords({ imap, smtp }, stored);
  const server = smtpToTry(completed, stored);
  const sender = row?.emailAddress ?? emailAddress ?? null;
  return { tenant, imap: completed.imap, smtp: server && { ...server, sender } };
};

/** What a test of an inbox's stored mail servers asks. */
export const storedTest = (
  { tenant, emailAddress }: Pick<InboxRow, 'tenant' | 'emailAddress'>,
  credentials: Credentials,
): ConnectorTestRequest => {
  const smtp = { ...smtpServer(credentials), sender: emailAddress };
  return { tenant, imap: credentials.imap, smtp };
};

/** What a check on an inbox's stored credentials asks. Throws `not-connected` and `credentials-unreadable`. */
export const checkAsked = async ({ vault }: Deps, row: InboxRow): Promise<ConnectorTestRequest> => {
  const stored = await readCredentials(vault, row);
  if (stored.state === 'none') throw new ProblemError('not-connected');
  if (stored.state === 'unreadable') {
    throw new ProblemError('credentials-unreadable', { reason: stored.reason });
  }
  return storedTest(row, stored.credentials);
};
