import type { Inbox, InboxPage } from '../../contract/inbox.ts';
import { isFull } from '../inboxes/model.ts';
import { mailName, providerOf } from '../oauth/provider-names.ts';

/** What a workspace has already when somebody opens the first-run page. */
export type Workspace = 'new' | 'none-connected' | 'connected' | 'full';

/** From a page of the connected inboxes. */
export const workspaceOf = ({ inboxes, plan }: Pick<InboxPage, 'inboxes' | 'plan'>): Workspace => {
  if (isFull(plan)) return 'full';
  if (inboxes.length > 0) return 'connected';
  return plan.used > 0 ? 'none-connected' : 'new';
};

/** How far the inbox is that this page has helped to make. */
export type Standing = 'connected' | 'to-sign-in' | 'to-fill-in' | 'archived';

export const standingOf = (inbox: Inbox): Standing => {
  if (inbox.archivedAt !== null) return 'archived';
  if (inbox.status === 'connected') return 'connected';
  return providerOf(inbox) === null ? 'to-fill-in' : 'to-sign-in';
};

/** By what, and as whom, an inbox is connected. */
export type ConnectedAs =
  | { kind: 'account'; mail: string; account: string }
  | { kind: 'shared'; mail: string; account: string }
  | { kind: 'servers'; host: string }
  | { kind: 'unknown' };

export const connectedAs = (inbox: Pick<Inbox, 'connection' | 'connectionType'>): ConnectedAs => {
  const { connection } = inbox;
  const provider = providerOf(inbox);
  if (connection === null) return { kind: 'unknown' };
  if ('imap' in connection) return { kind: 'servers', host: connection.imap.host };
  if (provider === null) return { kind: 'unknown' };
  const { account, shared } = connection;
  return { kind: shared ? 'shared' : 'account', mail: mailName(provider), account };
};
