import { and, eq, gt, isNotNull, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { OAuthOutcome, OAuthResult } from '../../../../contract/oauth.ts';
import type { Deps } from '../../../deps.ts';
import { ProblemError } from '../../../http/problem.ts';
import { toBase64url } from '../../../platform/base64.ts';
import { adminConsentUrlOf } from '../../../platform/oauth/admin-consent.ts';
import type { Vault } from '../../../platform/vault.ts';
import type { Who } from '../../tenants/session.ts';
import { oauthResults } from '../tables.ts';
import { type SignedInGrant, signedInGrant } from './signed-in-grant.ts';
import type { Transaction } from './transaction.ts';

const SHOWN_MS = 60 * 60 * 1000;
const PENDING_MS = 10 * 60 * 1000;
const NOTHING_PENDING = { pending: null, pendingUntil: null };

/** A sign-in that ended, for the person who came back from it. */
export type ResultRow = typeof oauthResults.$inferSelect;

const slotOf = ({ id: item, tenant, inbox }: Pick<ResultRow, 'id' | 'tenant' | 'inbox'>) =>
  ({ tenant, inbox, item, purpose: 'oauth-pending' }) as const;

/** How it ended. `signedIn` is what an admin may still accept. */
export type Ended = {
  outcome: OAuthOutcome;
  expected: string;
  account?: string | null;
  mailbox?: string | null;
  missing?: string[] | undefined;
  reason?: string | null;
  pending?: { signedIn: SignedInGrant; credentialsVersion: number };
};

/** The same, but for the inbox's address. */
export type Ending = Omit<Ended, 'expected'>;

const idOf = async (newId: Deps['newId'], person: string, once: string | null) => {
  if (once === null) return newId('res');
  const digest = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(`${person} ${once}`),
  );
  return `res_${toBase64url(new Uint8Array(digest))}`;
};

/**
 * Keeps how a sign-in ended for `person`, an hour long, and gives the result's id. What has the same
 * name in `once` is kept once for them, as of the last time.
 */
export const keepResult = async (
  { db, vault, now, newId }: Pick<Deps, 'db' | 'vault' | 'now' | 'newId'>,
  { tenant, inbox, provider }: Pick<Transaction, 'tenant' | 'inbox' | 'provider'>,
  person: string,
  { missing = [], pending, ...ended }: Ended,
  once: string | null,
): Promise<string> => {
  const at = now();
  const id = await idOf(newId, person, once);
  const slot = slotOf({ id, tenant, inbox });
  const sealed = pending && (await vault.seal(JSON.stringify(pending.signedIn), slot));
  const expiresAt = new Date(at.getTime() + SHOWN_MS);
  await db.batch([
    db.delete(oauthResults).where(lt(oauthResults.expiresAt, at)),
    // A grant that nobody has accepted is not kept any longer than it can be.
    db
      .update(oauthResults)
      .set(NOTHING_PENDING)
      .where(and(isNotNull(oauthResults.pending), lt(oauthResults.pendingUntil, at))),
    db
      .insert(oauthResults)
      .values({
        ...{ id, tenant, inbox, provider, person, ...ended },
        missing: JSON.stringify(missing),
        pending: sealed?.envelope ?? null,
        pendingUntil: sealed ? new Date(at.getTime() + PENDING_MS) : null,
        credentialsVersion: pending?.credentialsVersion ?? 0,
        ...{ createdAt: at, expiresAt },
      })
      .onConflictDoUpdate({ target: oauthResults.id, set: { createdAt: at, expiresAt } }),
  ]);
  return id;
};

/** Reads a result: of this person, and of this inbox. */
export const resultById = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { tenant, person }: Who,
  { inbox, id }: { inbox: string; id: string },
) =>
  db
    .select()
    .from(oauthResults)
    .where(
      and(
        eq(oauthResults.id, id),
        eq(oauthResults.tenant, tenant),
        eq(oauthResults.inbox, inbox),
        eq(oauthResults.person, person.id),
        gt(oauthResults.expiresAt, now()),
      ),
    );

/** The result that was read. Throws `not-found`. */
export const knownResult = ([row]: ResultRow[]): ResultRow => {
  if (row === undefined) throw new ProblemError('not-found');
  return row;
};

/** What an admin may still accept of a result, or `null`. */
export const pendingOf = async (
  vault: Vault,
  { pending, pendingUntil, ...owner }: ResultRow,
  now: Date,
): Promise<SignedInGrant | null> => {
  if (pending === null || pendingUntil === null || pendingUntil <= now) return null;
  const opened = await vault.open(pending, slotOf(owner));
  return opened.ok ? signedInGrant.parse(JSON.parse(opened.secret)) : null;
};

/** Takes away what could be accepted. */
export const withoutPending = ({ db }: Pick<Deps, 'db'>, { id }: ResultRow) =>
  db.update(oauthResults).set(NOTHING_PENDING).where(eq(oauthResults.id, id));

const scopesOf = (stored: string) => z.array(z.string()).parse(JSON.parse(stored));

/** A result as it may be shown. */
export const presentResult = (
  { configuration, oauth, now }: Pick<Deps, 'configuration' | 'oauth' | 'now'>,
  row: ResultRow,
): OAuthResult => {
  const provider = oauth(row.provider)?.provider ?? null;
  const needsAdmin = row.outcome === 'admin-approval-needed' && provider !== null;
  return {
    id: row.id,
    outcome: row.outcome,
    provider: row.provider,
    expected: row.expected,
    account: row.account,
    mailbox: row.mailbox,
    missing: scopesOf(row.missing),
    adminConsentUrl: needsAdmin ? adminConsentUrlOf(configuration, provider) : null,
    acceptable: row.pending !== null && (row.pendingUntil ?? now()) > now(),
    reason: row.reason,
    at: row.createdAt.toISOString(),
  };
};
