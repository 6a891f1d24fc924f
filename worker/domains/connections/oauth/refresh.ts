import { and, eq, isNull } from 'drizzle-orm';
import type { OAuthProvider } from '../../../../contract/oauth.ts';
import type { Deps } from '../../../deps.ts';
import { describeError } from '../../../platform/log.ts';
import type { Grant, Granted } from '../../../platform/oauth/grant.ts';
import { type InboxGrant, readGrant, sealGrant } from '../../inboxes/grant.ts';
import { connected } from '../../inboxes/inbox.ts';
import { type InboxRow, inboxes } from '../../inboxes/tables.ts';
import { afterFinding } from '../../inboxes/trouble.ts';
import { noteTrouble } from './trouble.ts';

/**
 * What came of a refresh: `refreshed`, and stored; `unsaved`, as the database did not take it; `refused`,
 * and the inbox is in error; `failed`, and nothing has changed; `outdated`, as the inbox no longer holds
 * the grant that was refreshed.
 */
export type Refresh =
  | { kind: 'refreshed' | 'unsaved'; row: InboxRow; grant: InboxGrant }
  | { kind: 'refused'; detail: string }
  | { kind: 'failed'; reason: 'provider-unavailable' | 'client-misconfigured'; detail: string }
  | { kind: 'outdated' };

const WRITES = 3;
const BETWEEN_WRITES_MS = 100;
const MS = 1000;

const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * Writes only if the inbox still holds the very envelope that was refreshed: no two are alike, even of
 * the same grant. A disconnect or a reconnect in between wins.
 */
const compareAndSwap = async (
  { db }: Deps,
  { tenant, id, credentialsEncrypted }: InboxRow,
  change: Partial<InboxRow>,
): Promise<InboxRow | undefined> => {
  const held = and(
    eq(inboxes.credentialsEncrypted, credentialsEncrypted ?? ''),
    // An archived inbox keeps its tokens fresh no more, and is not put in error.
    change.lastError ? isNull(inboxes.archivedAt) : undefined,
  );
  const [row] = await db
    .update(inboxes)
    .set(change)
    .where(and(eq(inboxes.tenant, tenant), eq(inboxes.id, id), held))
    .returning();
  return row;
};

// A provider that rotates has already forgotten the token we hold: losing the new one would cost the
// admin a sign-in.
const keep = async (
  deps: Deps,
  row: InboxRow,
  change: Partial<InboxRow>,
): Promise<InboxRow | undefined> => {
  for (let write = 1; ; write++) {
    try {
      return await compareAndSwap(deps, row, change);
    } catch (error) {
      if (write === WRITES) throw error;
      await pause(BETWEEN_WRITES_MS * write);
    }
  }
};

const renewed = (held: InboxGrant, fresh: Grant, now: number): InboxGrant => ({
  // Google keeps the refresh token that we have, Microsoft gives a new one each time.
  refreshToken: fresh.refreshToken ?? held.refreshToken,
  accessToken: fresh.accessToken,
  issuedAt: now,
  expiresAt: now + fresh.expiresIn * MS,
});

const swap = async (
  deps: Deps,
  row: InboxRow,
  held: InboxGrant,
  grant: InboxGrant,
): Promise<InboxRow | undefined> => {
  const { envelope, keyId } = await sealGrant(deps.vault, row, grant);
  const stored = await keep(deps, row, {
    credentialsEncrypted: envelope,
    credentialsKeyId: keyId,
    ...(row.lastError === 'oauth_refresh_failed' ? connected(row, deps.now()) : {}),
  });
  if (stored) return stored;
  // The same grant in another envelope, as under another key, is still the one that was refreshed.
  const newest = await deps.db.select().from(inboxes).where(eq(inboxes.id, row.id)).get();
  const found = newest && (await readGrant(deps.vault, newest));
  const isSame = found?.state === 'readable' && found.grant.refreshToken === held.refreshToken;
  return newest && isSame ? swap(deps, newest, held, grant) : undefined;
};

/** Stores what became of the grant that is held, unless that is gone. */
export const storeGrant = async (
  deps: Deps,
  row: InboxRow,
  held: InboxGrant,
  grant: InboxGrant,
): Promise<Refresh> => {
  try {
    const stored = await swap(deps, row, held, grant);
    return stored ? { kind: 'refreshed', row: stored, grant } : { kind: 'outdated' };
  } catch (error) {
    const { tenant, id: inbox } = row;
    deps.log('error', 'oauth-grant-not-stored', { tenant, inbox, error: describeError(error) });
    return { kind: 'unsaved', row, grant };
  }
};

const refused = async (
  deps: Deps,
  at: OAuthProvider,
  row: InboxRow,
  detail: string,
): Promise<Refresh> => {
  deps.log('warn', 'oauth-refresh-refused', { tenant: row.tenant, inbox: row.id, reason: detail });
  const finding = { kind: 'refused', code: 'oauth_refresh_failed', at } as const;
  const stored = await keep(deps, row, afterFinding(row, finding, deps.now()));
  return stored ? { kind: 'refused', detail } : { kind: 'outdated' };
};

// What the operator is shown is not worth a token.
const note = (deps: Deps, provider: OAuthProvider, granted: Granted): Promise<void> =>
  noteTrouble(deps, provider, 'client', granted).catch((error: unknown) =>
    deps.log('error', 'oauth-trouble-not-noted', { code: provider, error: describeError(error) }),
  );

/** Refreshes an inbox's grant, once, and stores what comes of it. */
export const refreshGrant = async (
  deps: Deps,
  provider: OAuthProvider,
  row: InboxRow,
  held: InboxGrant,
): Promise<Refresh> => {
  const oauth = deps.oauth(provider);
  if (oauth === null) {
    return { kind: 'failed', reason: 'client-misconfigured', detail: 'not-configured' };
  }
  const askedAt = deps.now().getTime();
  const granted = await oauth.client.refresh(held.refreshToken);
  if (granted.ok) {
    const stored = await storeGrant(deps, row, held, renewed(held, granted.grant, askedAt));
    await note(deps, provider, granted);
    return stored;
  }
  await note(deps, provider, granted);
  const { kind, reason: detail } = granted;
  if (kind === 'refused') return refused(deps, provider, row, detail);
  const { tenant, id: inbox } = row;
  deps.log('warn', 'oauth-refresh-failed', { tenant, inbox, code: kind, reason: detail });
  const reason = kind === 'ours' ? 'client-misconfigured' : 'provider-unavailable';
  return { kind: 'failed', reason, detail };
};
