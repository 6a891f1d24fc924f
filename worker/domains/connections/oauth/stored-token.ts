import { eq } from 'drizzle-orm';
import type { AccessToken, NothingThere } from '../../../../contract/inbox-service.ts';
import type { Deps } from '../../../deps.ts';
import type { Purpose } from '../../../platform/tokens.ts';
import { type InboxGrant, readGrant } from '../../inboxes/grant.ts';
import { lifeOf } from '../../inboxes/inbox.ts';
import { readAccount } from '../../inboxes/oauth-account.ts';
import { type InboxRow, inboxes } from '../../inboxes/tables.ts';

// A token is not handed out for its last minute: it has to outlive what it is fetched for.
const MARGIN_MS = 60_000;
// A refusal by the provider's API within the first moments of a token is not the token's fault.
const DOUBT_MS = 60_000;

/** A grant that has to be refreshed before there is a token. */
export type Due = { ok: true; row: InboxRow; grant: InboxGrant };
type Found = Due | NothingThere | { ok: false; reason: 'wrong-connection-type' };

const NOTHING = (reason: NothingThere['reason']): NothingThere => ({ ok: false, reason });

const find = async ({ db, vault, log }: Deps, id: string): Promise<Found> => {
  const row = await db.select().from(inboxes).where(eq(inboxes.id, id)).get();
  if (row === undefined || lifeOf(row) === 'deleted') return NOTHING('not-found');
  if (row.connectionType === 'imap') return { ok: false, reason: 'wrong-connection-type' };
  if (lifeOf(row) === 'archived') return NOTHING('inbox-archived');
  const stored = await readGrant(vault, row);
  if (stored.state === 'readable') return { ok: true, row, grant: stored.grant };
  if (stored.state === 'none') return NOTHING('not-connected');
  log('error', 'credentials-unreadable', { inbox: id, reason: stored.reason });
  return NOTHING('credentials-unreadable');
};

/** What a stored grant is worth, as it is told outside. */
export const handedOut = (row: InboxRow, grant: InboxGrant): AccessToken => {
  const account = readAccount(row);
  if (account === null) return NOTHING('credentials-unreadable');
  return {
    ok: true,
    tenant: row.tenant,
    version: row.credentialsVersion,
    provider: account.provider,
    emailAddress: row.emailAddress,
    account: account.account,
    shared: account.shared,
    accessToken: grant.accessToken,
    expiresAt: new Date(grant.expiresAt).toISOString(),
  };
};

const isGood = ({ expiresAt }: InboxGrant, now: number) => now < expiresAt - MARGIN_MS;

const willDo = (purpose: Purpose, grant: InboxGrant, now: number): boolean => {
  if (purpose === 'check' || !isGood(grant, now)) return false;
  return purpose === 'use' || now < grant.issuedAt + DOUBT_MS;
};

/** What can be said of an inbox's token without asking its provider, or the grant to ask it with. */
export const storedToken = async (
  deps: Deps,
  id: string,
  purpose: Purpose,
): Promise<{ token: AccessToken } | { due: Due }> => {
  const found = await find(deps, id);
  if (!found.ok) return { token: found };
  const { row, grant } = found;
  if (row.lastError === 'oauth_refresh_failed' && purpose !== 'check') {
    return { token: { ok: false, reason: 'oauth_refresh_failed', detail: null } };
  }
  const isEnough = willDo(purpose, grant, deps.now().getTime());
  return isEnough ? { token: handedOut(row, grant) } : { due: found };
};
