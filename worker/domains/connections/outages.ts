import { and, eq, gt, gte, inArray, lt, lte, or } from 'drizzle-orm';
import type { Outage } from '../../../contract/health.ts';
import type { Deps } from '../../deps.ts';
import { type OutagePart, outages } from './tables.ts';

const FRESH_MS = 10 * 60_000;
/** What is met twice within this is one moment. */
const MOMENT_MS = 30_000;
const LASTING_MS = 5 * 60_000;
/** Beyond an interval of checks: who would have met it again by then is no longer there. */
const GRACE_MS = 15 * 60_000;

const ago = (at: Date, ms: number) => new Date(at.getTime() - ms);

type Asked = Pick<Deps, 'db' | 'now' | 'configuration'>;

const forgottenAt = (at: Date, { CHECK_INTERVAL_MINUTES }: Asked['configuration']): Date =>
  ago(at, CHECK_INTERVAL_MINUTES * 60_000 + GRACE_MS);

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

/** Forgets those that nobody has met for longer than all inboxes take: there is nothing left that asks. */
export const forgetOutages = async ({ db, now, configuration }: Asked): Promise<void> => {
  await db.delete(outages).where(lt(outages.lastSeenAt, forgottenAt(now(), configuration)));
};

/** The outages that are more than chance, longest first. */
export const outagesNow = async ({ db, now, configuration }: Asked): Promise<Outage[]> => {
  const rows = await db
    .select()
    .from(outages)
    .where(and(gt(outages.seen, 1), gte(outages.lastSeenAt, forgottenAt(now(), configuration))))
    .orderBy(outages.since);
  // Where its servers can't be reached, the connector is as good as away.
  const parts = rows.map(({ part, since }) => ({
    part: part === 'network' ? ('connector' as const) : part,
    since: since.toISOString(),
  }));
  return parts.filter(({ part }, at) => parts.findIndex((each) => each.part === part) === at);
};
