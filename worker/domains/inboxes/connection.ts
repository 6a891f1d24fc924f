import type { Inbox } from '../../../contract/inbox.ts';
import type { Vault } from '../../platform/vault.ts';
import { connectionView, readFormerServers } from './connection-view.ts';
import { areUnreadable, readCredentials } from './credentials.ts';
import { readAccount } from './oauth-account.ts';
import type { InboxRow } from './tables.ts';

/** How an inbox reaches its mailbox, as it may be shown; `isUnreadable`: its credentials don't open. */
export type Connection = { view: Inbox['connection']; isUnreadable: boolean };

/** Reads how an inbox reaches its mailbox, or did before it was disconnected. */
export const connectionOf = async (vault: Vault, row: InboxRow): Promise<Connection> => {
  if (row.connectionType !== 'imap') {
    return { view: readAccount(row), isUnreadable: await areUnreadable(vault, row) };
  }
  const stored = await readCredentials(vault, row);
  const isUnreadable = stored.state === 'unreadable';
  if (stored.state === 'readable')
    return { view: connectionView(stored.credentials), isUnreadable };
  const { formerServers } = row;
  return { view: formerServers === null ? null : readFormerServers(formerServers), isUnreadable };
};
