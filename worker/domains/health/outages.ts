import { and, eq, inArray, lt, lte, or, sql } from 'drizzle-orm';
import type { Outage } from '../../../contract/health.ts';
import type { Deps } from '../../deps.ts';
import type { Database } from '../../platform/database.ts';
import { type OutagePart, outages } from './tables.ts';

const FRESH_MS = 10 * 60_000;
/** What is met twice within this is one moment. */
const MOMENT_MS = 30_000;
const LASTING_MS = 5 * 60_000;
const FORGOTTEN_MS = 3 * 60 * 60_000;

const ago = (at: Date, ms: number) => new Date(at.getTime() - ms);

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
      setWhere: or(
        and(lt(outages.seen, 2), lte(outages.lastSeenAt, ago(at, MOMENT_MS))),
        lte(outages.lastSeenAt, ago(at, FRESH_MS)),
      ),
    });
};

/** Forgets it: it has answered. */
export const clearOutages = async (
  { db }: Pick<Deps, 'db'>,
  parts: readonly OutagePart[],
): Promise<void> => {
  if (parts.length > 0) await db.delete(outages).where(inArray(outages.part, [...parts]));
};

/** Whether something has been out for minutes, in which nobody has had an answer of it. */
export const hasLasted = async (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  part: OutagePart,
): Promise<boolean> => {
  const long = lte(outages.since, ago(now(), LASTING_MS));
  const row = await db
    .select()
    .from(outages)
    .where(and(eq(outages.part, part), long))
    .get();
  return row !== undefined;
};

/** Forgets those that nobody has met for hours: there is nothing left that asks. */
export const forgetOutages = async ({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> => {
  await db.delete(outages).where(lt(outages.lastSeenAt, ago(now(), FORGOTTEN_MS)));
};

/** The outages that are more than chance, longest first. */
export const outagesNow = async (db: Database): Promise<Outage[]> => {
  const rows = await db
    .select()
    .from(outages)
    .where(sql`${outages.seen} > 1`)
    .orderBy(outages.since);
  // Where its servers can't be reached, the connector is as good as away.
  const parts = rows.map(({ part, since }) => ({
    part: part === 'network' ? ('connector' as const) : part,
    since: since.toISOString(),
  }));
  return parts.filter(({ part }, at) => parts.findIndex((each) => each.part === part) === at);
};
