import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { OAuthProvider, ReturnTarget } from '../../../../contract/oauth.ts';
import type { Deps } from '../../../deps.ts';
import { ProblemError } from '../../../http/problem.ts';
import { toBase64url } from '../../../platform/base64.ts';
import type { Who } from '../../tenants/session.ts';
import { oauthTransactions } from '../tables.ts';

const LIFETIME_MS = 10 * 60 * 1000;
// Long enough for whoever comes back with it to be told that it has expired or was used.
const REMEMBERED_MS = 24 * 60 * 60 * 1000;
const MOST_AT_ONCE = 50;
const RANDOM_BYTES = 32;

const random = () => toBase64url(crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));

const hashOf = async (state: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(state));
  return toBase64url(new Uint8Array(digest));
};

const secrets = z.object({ codeVerifier: z.string(), nonce: z.string() });
export type Secrets = z.infer<typeof secrets>;

/** A sign-in that was begun, whatever has become of it. */
export type Transaction = typeof oauthTransactions.$inferSelect;
type Owned = Pick<Transaction, 'tenant' | 'inbox' | 'stateHash'>;

const slotOf = ({ tenant, inbox, stateHash: item }: Owned) =>
  ({ tenant, inbox, item, purpose: 'oauth-transaction' }) as const;

export type Begun = {
  inbox: string;
  session: string;
  provider: OAuthProvider;
  sharedMailbox: string | null;
  returnTo: ReturnTarget;
};

const requireFew = async ({ db }: Pick<Deps, 'db'>, person: string, now: Date): Promise<void> => {
  const open = await db
    .select({ count: sql<number>`count(*)` })
    .from(oauthTransactions)
    .where(and(eq(oauthTransactions.person, person), gt(oauthTransactions.expiresAt, now)))
    .get();
  if ((open?.count ?? 0) < MOST_AT_ONCE) return;
  throw new ProblemError('too-many-requests', { retryAfter: LIFETIME_MS / 1000 });
};

/**
 * Begins a sign-in; `state`, the nonce and the code verifier are made here and told once. Throws
 * `too-many-requests` where a person begins one after another: each may cost us a call to the provider.
 */
export const beginTransaction = async (
  { db, vault, now }: Pick<Deps, 'db' | 'vault' | 'now'>,
  { tenant, person }: Who,
  begun: Begun,
): Promise<Secrets & { state: string }> => {
  const at = now();
  await requireFew({ db }, person.id, at);
  const state = random();
  const secret = { codeVerifier: random(), nonce: random() };
  const stateHash = await hashOf(state);
  const slot = slotOf({ tenant, inbox: begun.inbox, stateHash });
  const { envelope } = await vault.seal(JSON.stringify(secret), slot);
  const forgotten = new Date(at.getTime() - REMEMBERED_MS);
  await db.batch([
    db.delete(oauthTransactions).where(lt(oauthTransactions.expiresAt, forgotten)),
    db.insert(oauthTransactions).values({
      ...begun,
      tenant,
      person: person.id,
      stateHash,
      sealed: envelope,
      createdAt: at,
      expiresAt: new Date(at.getTime() + LIFETIME_MS),
    }),
  ]);
  return { state, ...secret };
};

/** The transaction behind a `state`, whatever has become of it. Nothing where we never gave it out. */
export const findTransaction = async (
  { db }: Pick<Deps, 'db'>,
  state: string,
): Promise<Transaction | undefined> =>
  db
    .select()
    .from(oauthTransactions)
    .where(eq(oauthTransactions.stateHash, await hashOf(state)))
    .get();

/**
 * Takes a transaction, once: of two callbacks at the same time one gets its secrets, the other `null`.
 * They are destroyed by that.
 */
export const takeTransaction = async (
  { db, vault, now }: Pick<Deps, 'db' | 'vault' | 'now'>,
  row: Transaction,
): Promise<Secrets | null> => {
  const taken = await db
    .update(oauthTransactions)
    .set({ usedAt: now(), sealed: '' })
    .where(and(eq(oauthTransactions.stateHash, row.stateHash), isNull(oauthTransactions.usedAt)))
    .returning({ stateHash: oauthTransactions.stateHash })
    .get();
  if (taken === undefined) return null;
  const opened = await vault.open(row.sealed, slotOf(row));
  return opened.ok ? secrets.parse(JSON.parse(opened.secret)) : null;
};
