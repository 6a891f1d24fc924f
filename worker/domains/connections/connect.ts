import type { ConnectionInput } from '../../../contract/mail-server.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import type { TestOptions } from '../../platform/connector.ts';
import { requireVersion, writeInbox } from '../inboxes/change.ts';
import {
  type Credentials,
  readCredentials,
  sealCredentials,
  smtpServer,
} from '../inboxes/credentials.ts';
import { connected, untried } from '../inboxes/inbox.ts';
import { findInbox } from '../inboxes/queries.ts';
import type { InboxRow } from '../inboxes/tables.ts';
import { completePasswords } from './complete.ts';
import { runTest } from './run-test.ts';

type Connect = {
  tenant: string;
  id: string;
  input: ConnectionInput;
  /** Test before storing; otherwise the inbox stays disconnected until a check passes. */
  verify: boolean;
  seen: number | undefined;
};

const requireConnectable = (row: InboxRow): void => {
  if (row.archivedAt !== null) throw new ProblemError('inbox-archived');
  if (row.connectionType !== 'imap') throw new ProblemError('wrong-connection-type');
};

/** Throws `connection-test-failed` with the result. */
const requirePassing = async (
  deps: Deps,
  { tenant, emailAddress }: InboxRow,
  credentials: Credentials,
  options: TestOptions,
): Promise<void> => {
  const smtp = { ...smtpServer(credentials), sender: emailAddress };
  const result = await runTest(deps, { tenant, imap: credentials.imap, smtp }, options);
  if (!result.ok) throw new ProblemError('connection-test-failed', { result });
};

/**
 * Connects an inbox by IMAP and SMTP: tests, then stores what passed. Whatever it throws
 * (`connection-test-failed`, `changed-meanwhile`, `connector-unavailable`…), the stored credentials
 * are as they were.
 */
export const connect = async (
  deps: Deps,
  { tenant, id, input, verify, seen }: Connect,
  options: TestOptions,
): Promise<InboxRow> => {
  const row = await findInbox(deps.db, tenant, id);
  requireVersion(row, seen);
  requireConnectable(row);
  const { imap, smtp } = completePasswords(input, await readCredentials(deps.vault, row));
  if (imap === null || smtp === null) throw new ProblemError('invalid-input');
  const credentials = { imap, smtp };
  if (verify) await requirePassing(deps, row, credentials, options);
  const { envelope, keyId } = await sealCredentials(deps.vault, row, credentials);
  return writeInbox(deps, row, {
    credentialsEncrypted: envelope,
    credentialsKeyId: keyId,
    credentialsVersion: row.credentialsVersion + 1,
    ...(verify ? connected(row, deps.now()) : untried()),
  });
};
