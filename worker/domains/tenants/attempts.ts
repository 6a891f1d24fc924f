import { eq, sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { toBase64url } from '../../platform/base64.ts';
import { rateLimits } from './tables.ts';

const WINDOW_MS = 15 * 60 * 1000;
const MAX_ATTEMPTS = 20;

const keyOf = async (what: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(what));
  return `attempts:${toBase64url(new Uint8Array(digest))}`;
};

const count = async ({ db, now, newId }: Deps, key: string) => {
  const at = now().getTime();
  const isOver = sql`${rateLimits.lastRequest} < ${at - WINDOW_MS}`;
  return db
    .insert(rateLimits)
    .values({ id: newId('att'), key, count: 1, lastRequest: at })
    .onConflictDoUpdate({
      target: rateLimits.key,
      // The window begins with its first attempt: being refused does not prolong it.
      set: {
        count: sql`case when ${isOver} then 1 else ${rateLimits.count} + 1 end`,
        lastRequest: sql`case when ${isOver} then ${at} else ${rateLimits.lastRequest} end`,
      },
    })
    .returning({ count: rateLimits.count, since: rateLimits.lastRequest })
    .get();
};

/**
 * Counts an attempt at a secret, wherever it comes from: better-auth counts by the caller's address,
 * of which a guesser has many. At most 20 in 15 minutes, then `too-many-requests`. Gives what forgets
 * them, for when the attempt was right.
 */
export const countAttempt = async (deps: Deps, what: string): Promise<() => Promise<void>> => {
  const key = await keyOf(what);
  const counted = await count(deps, key);
  if (counted.count > MAX_ATTEMPTS) {
    const leftMs = counted.since + WINDOW_MS - deps.now().getTime();
    throw new ProblemError('too-many-requests', { retryAfter: Math.ceil(leftMs / 1000) });
  }
  return async () => {
    await deps.db.delete(rateLimits).where(eq(rateLimits.key, key));
  };
};
