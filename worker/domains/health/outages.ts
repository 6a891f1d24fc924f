import { inArray, lt, lte, or, sql } from 'drizzle-orm';
import type { Outage } from '../../../contract/health.ts';
import type { Deps } from '../../deps.ts';
import type { Database } from '../../platform/database.ts';
import { type OutagePart, outages } from './tables.ts';

const FRESH_MS = 10 * 60_000;
const FORGOTTEN_MS = 3 * 60 * 60_000;

/** Remembers that what checks depend on does not answer. */
export const noteOutage = async ({ db, now, log }: Deps, part: OutagePart): Promise<void> => {
  const at = now();
  log('warn', 'outage', { code: part });
  await db
    .insert(outages)
    .values({ part, since: at, lastSeenAt: at, seen: 1 })
    .onConflictDoUpdate({
      target: outages.part,
      set: { seen: 2, lastSeenAt: at },
      setWhere: or(lt(outages.seen, 2), lte(outages.lastSeenAt, new Date(at.getTime() - FRESH_MS))),
    });
};

/** Forgets it: it has answered. */
export const clearOutages = async (
  { db }: Pick<Deps, 'db'>,
  parts: readonly OutagePart[],
): Promise<void> => {
  if (parts.length > 0) await db.delete(outages).where(inArray(outages.part, [...parts]));
};

/** Forgets those that nobody has met for hours: there is nothing left that asks. */
export const forgetOutages = async ({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> => {
  const forgotten = new Date(now().getTime() - FORGOTTEN_MS);
  await db.delete(outages).where(lt(outages.lastSeenAt, forgotten));
};

/** The outages that are more than chance, longest first. */
export const outagesNow = async (db: Database): Promise<Outage[]> => {
  const rows = await db
    .select()
    .from(outages)
    .where(sql`${outages.seen} > 1`)
    .orderBy(outages.since);
  return rows.map(({ part, since }) => ({ part, since: since.toISOString() }));
};
