import { count, desc, isNotNull, lt, max, sql } from 'drizzle-orm';
import { OPERATOR_LIST } from '../../../contract/operator.ts';
import type { Deps } from '../../deps.ts';
import { alerts, deadLetters, incidents } from '../health/tables.ts';
import { checkSlots, inboxes } from '../inboxes/tables.ts';
import { entitlements } from '../tenants/tables.ts';

const MINUTE_MS = 60_000;
/** Checks of failing inboxes wait for their turn in the queue; beyond this they don't come. */
const OVERDUE_MS = 15 * MINUTE_MS;

type Asked = Pick<Deps, 'db' | 'now' | 'configuration'>;

/** What the sweeps of the last interval did. At most thirty rows, and those that are overdue. */
export const readChecks = async ({ db, now, configuration }: Asked) => {
  const interval = configuration.CHECK_INTERVAL_MINUTES;
  const at = now().getTime();
  const isRecent = sql`${checkSlots.run} > ${at - interval * MINUTE_MS}`;
  const isOver = sql`coalesce(${checkSlots.completedRun}, 0) >= ${checkSlots.run}`;
  const [runs] = await db
    .select({
      runs: sql<number>`count(*) filter (where ${isRecent})`,
      unfinished: sql<number>`count(*) filter (where ${isRecent} and not ${isOver})`,
      checked: sql<number>`coalesce(sum(${checkSlots.inboxes}) filter (where ${isRecent} and ${isOver}), 0)`,
      lastRun: max(checkSlots.run),
      lastCompletedRun: max(checkSlots.completedRun),
    })
    .from(checkSlots);
  const [due] = await db
    .select({ overdue: count() })
    .from(inboxes)
    .where(
      sql`${inboxes.nextCheckAt} is not null and ${lt(inboxes.nextCheckAt, new Date(at - OVERDUE_MS))}`,
    );
  return {
    ...{ interval, overdue: due?.overdue ?? 0, runs: runs?.runs ?? 0 },
    ...{ unfinished: runs?.unfinished ?? 0, perMinute: (runs?.checked ?? 0) / interval },
    ...{ lastRun: runs?.lastRun ?? null, lastCompletedRun: runs?.lastCompletedRun ?? null },
  };
};

/** How many inboxes are in use: a row a tenant is read, and not one of theirs. */
export const readActive = async ({ db }: Pick<Deps, 'db'>): Promise<number> => {
  const [row] = await db
    .select({ active: sql<number>`coalesce(sum(${entitlements.activeInboxes}), 0)` })
    .from(entitlements);
  return row?.active ?? 0;
};

/** The causes that inboxes fail for, the commonest first. Reads the failing ones only: an open incident each. */
export const readFailing = ({ db }: Pick<Deps, 'db'>) =>
  db
    .select({ code: incidents.code, count: count(), errors: count(incidents.confirmedAt) })
    .from(incidents)
    .where(sql`${incidents.endedAt} is null`)
    .groupBy(incidents.code)
    .orderBy(desc(count()), incidents.code);

/** How many mails wait. */
export const readWaitingMails = async ({ db }: Pick<Deps, 'db'>): Promise<number> => {
  const [row] = await db
    .select({ waiting: count() })
    .from(alerts)
    .where(isNotNull(alerts.nextTryAt));
  return row?.waiting ?? 0;
};

/** The newest of the mails that were given up, without their text. */
export const readFailedMails = ({ db }: Pick<Deps, 'db'>) =>
  db
    .select({
      ...{ id: alerts.id, tenant: alerts.tenant, recipient: alerts.recipient },
      ...{ subject: alerts.subject, attempts: alerts.attempts },
      ...{ failure: alerts.failure, failedAt: alerts.failedAt },
    })
    .from(alerts)
    .where(isNotNull(alerts.failedAt))
    .orderBy(desc(alerts.failedAt))
    .limit(OPERATOR_LIST);

/** The newest dead letters. By the order in which they came, which needs no index. */
export const readDeadLetters = ({ db }: Pick<Deps, 'db'>) =>
  db.select().from(deadLetters).orderBy(sql`rowid desc`).limit(OPERATOR_LIST);
