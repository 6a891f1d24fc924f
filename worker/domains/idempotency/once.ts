import { and, eq, gte, lt } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Deps } from '../../deps.ts';
import type { Once } from '../../http/idempotency-key.ts';
import { ProblemError } from '../../http/problem.ts';
import { idempotencyKeys } from './tables.ts';

const KEPT_MS = 24 * 60 * 60 * 1000;

const expiredBefore = (now: Deps['now']) => new Date(now().getTime() - KEPT_MS);

/** Whose key it is: one person's, in one tenant. */
type Whose = { tenant: string; person: { id: string } };

/** Reads what a person's request with this key made before. */
export const madeBefore = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { tenant, person }: Whose,
  once: Once | null,
) =>
  db
    .select({ fingerprint: idempotencyKeys.fingerprint, made: idempotencyKeys.made })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.tenant, tenant),
        eq(idempotencyKeys.person, person.id),
        // No key is empty.
        eq(idempotencyKeys.key, once?.key ?? ''),
        gte(idempotencyKeys.createdAt, expiredBefore(now)),
      ),
    )
    .limit(1);

type Made = Awaited<ReturnType<typeof madeBefore>>;

/** The id of what the same request made before. Throws `idempotency-key-reused` where it was another request. */
export const replayed = ([before]: Made, once: Once | null): string | null => {
  if (before === undefined) return null;
  if (before.fingerprint !== once?.fingerprint) throw new ProblemError('idempotency-key-reused');
  return before.made;
};

/** Remembers for a day what a request with a key makes; to be written with what it makes. */
export const remember = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { tenant, person }: Whose,
  once: Once | null,
  made: string,
): BatchItem<'sqlite'>[] => {
  if (once === null) return [];
  return [
    db
      .delete(idempotencyKeys)
      .where(
        and(eq(idempotencyKeys.tenant, tenant), lt(idempotencyKeys.createdAt, expiredBefore(now))),
      ),
    db
      .insert(idempotencyKeys)
      .values({ tenant, person: person.id, ...once, made, createdAt: now() }),
  ];
};
