import type { z } from 'zod';
import { type oauthStart, providerOfType } from '../../../../contract/oauth.ts';
import type { Deps } from '../../../deps.ts';
import { ProblemError } from '../../../http/problem.ts';
import { askedScopes } from '../../../platform/oauth/scopes.ts';
import { requireAllowed } from '../../inboxes/alter.ts';
import { readAccount } from '../../inboxes/oauth-account.ts';
import { findInbox } from '../../inboxes/queries.ts';
import type { InboxRow } from '../../inboxes/tables.ts';
import type { Who } from '../../tenants/session.ts';
import { beginTransaction } from './transaction.ts';

type Start = z.output<typeof oauthStart>;

/** The provider that an inbox is connected by. Throws `wrong-connection-type`. */
export const providerNameOf = ({ connectionType }: Pick<InboxRow, 'connectionType'>) => {
  if (connectionType === 'imap') throw new ProblemError('wrong-connection-type');
  return providerOfType[connectionType];
};

const sharedMailboxOf = (row: InboxRow, { sharedMailbox }: Start): string | null => {
  if (sharedMailbox === undefined) return null;
  if (row.connectionType === 'microsoft') return sharedMailbox;
  const detail = 'Only Microsoft 365 has shared mailboxes.';
  throw new ProblemError('invalid-input', { errors: [{ pointer: '#/sharedMailbox', detail }] });
};

// Nobody signs in as a shared mailbox: who did last time is the best guess.
const hintOf = (row: InboxRow, isShared: boolean): string | null =>
  isShared ? (readAccount(row)?.account ?? null) : row.emailAddress;

/**
 * Begins a sign-in at the inbox's provider and gives the address to send the browser to. Throws
 * `wrong-connection-type`, `provider-not-configured`, `inbox-archived`, `not-found` and
 * `too-many-requests`.
 */
export const beginOAuth = async (
  deps: Deps,
  who: Who,
  session: string,
  id: string,
  start: Start,
): Promise<URL> => {
  const row = await findInbox(deps.db, who.tenant, id);
  requireAllowed(row, 'connect');
  const name = providerNameOf(row);
  const sharedMailbox = sharedMailboxOf(row, start);
  const oauth = deps.oauth(name);
  if (oauth === null) throw new ProblemError('provider-not-configured');
  const begun = { inbox: id, session, provider: name, sharedMailbox, returnTo: start.returnTo };
  const isShared = sharedMailbox !== null;
  return oauth.client.authorizationUrl({
    ...(await beginTransaction(deps, who, begun)),
    scopes: askedScopes(oauth.provider, isShared),
    loginHint: hintOf(row, isShared),
  });
};
