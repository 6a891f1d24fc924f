import { and, eq, lt, lte, or, sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { connectorUses, type meteredUses } from './tables.ts';

export type MeteredUse = (typeof meteredUses)[number];

const WINDOW_MS = 10 * 60 * 1000;

/** In any ten minutes that begin with a use: far more than admins need, far too few to scan a network. */
const MOST: Record<MeteredUse, number> = { test: 300, discovery: 200, 'round-trip': 20 };

/**
 * Counts one more use of the connector by a tenant; throws `too-many-tests` where that is one too many.
 * One statement decides and counts, so that requests at once can't all be the last one allowed.
 */
export const meter = async (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  tenant: string,
  use: MeteredUse,
): Promise<void> => {
  const at = now();
  const over = new Date(at.getTime() - WINDOW_MS);
  const { since, count } = connectorUses;
  const isOver = lte(since, over);
  const counted = await db
    .insert(connectorUses)
    .values({ tenant, use, since: at, count: 1 })
    .onConflictDoUpdate({
      target: [connectorUses.tenant, connectorUses.use],
      set: {
        since: sql`case when ${isOver} then ${at.getTime()} else ${since} end`,
        count: sql`case when ${isOver} then 1 else ${count} + 1 end`,
      },
      setWhere: or(isOver, lt(count, MOST[use])),
    })
    .returning({ count });
  if (counted.length > 0) return;
  const window = await db
    .select({ since })
    .from(connectorUses)
    .where(and(eq(connectorUses.tenant, tenant), eq(connectorUses.use, use)))
    .get();
  const leftMs = (window?.since ?? at).getTime() + WINDOW_MS - at.getTime();
  throw new ProblemError('too-many-tests', { retryAfter: Math.max(1, Math.ceil(leftMs / 1000)) });
};
