import type { InboxCredentials } from '../../../../contract/inbox-service.ts';
import type { Deps } from '../../../deps.ts';
import { areUnreadable, readCredentials, smtpServer } from '../../inboxes/credentials.ts';
import { readAccount } from '../../inboxes/oauth-account.ts';
import type { InboxRow } from '../../inboxes/tables.ts';
import { inboxInUse } from './inbox-in-use.ts';

const ofGrant = async ({ vault }: Deps, row: InboxRow): Promise<InboxCredentials> => {
  const account = readAccount(row);
  if (account === null || (await areUnreadable(vault, row))) {
    return { ok: false, reason: 'credentials-unreadable' };
  }
  const { tenant, emailAddress, credentialsVersion: version } = row;
  const { provider, account: signedIn, shared } = account;
  return {
    ok: true,
    kind: 'oauth',
    tenant,
    emailAddress,
    version,
    provider,
    account: signedIn,
    shared,
  };
};

const ofServers = async ({ vault }: Deps, row: InboxRow): Promise<InboxCredentials> => {
  const stored = await readCredentials(vault, row);
  if (stored.state !== 'readable') return { ok: false, reason: 'credentials-unreadable' };
  const { tenant, emailAddress, credentialsVersion: version } = row;
  const { credentials } = stored;
  const servers = { imap: credentials.imap, smtp: smtpServer(credentials) };
  return { ok: true, kind: 'mail-servers', tenant, emailAddress, version, ...servers };
};

/**
 * The way into an inbox's mailbox, for the mail pipeline: servers with their passwords, or whose
 * access token to ask for.
 */
export const credentialsOf = async (deps: Deps, id: string): Promise<InboxCredentials> => {
  const inbox = await inboxInUse(deps, id);
  if (!inbox.ok) return inbox;
  const { row } = inbox;
  if (row.credentialsEncrypted === null) return { ok: false, reason: 'not-connected' };
  return row.connectionType === 'imap' ? ofServers(deps, row) : ofGrant(deps, row);
};
