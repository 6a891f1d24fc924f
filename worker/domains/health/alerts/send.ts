import { and, asc, eq, isNotNull, lte } from 'drizzle-orm';
import type { Deps } from '../../../deps.ts';
import { atMost } from '../../../platform/at-most.ts';
import { MailError } from '../../../platform/mail-error.ts';
import { alerts } from '../tables.ts';
import { recipientsOf } from './recipients.ts';

const MINUTE_MS = 60_000;
/** After each attempt, in minutes; after the last one it is given up. */
const PAUSES_MIN = [1, 5, 15, 60, 180, 360];
const AT_ONCE = 3;
const MOST_A_MINUTE = 100;
/** Until when a mail is left alone whose sender says nothing. */
const PATIENCE_MS = 5 * MINUTE_MS;

type AlertRow = typeof alerts.$inferSelect;

const whoseTurn = ({ db }: Deps, now: Date) =>
  db
    .select()
    .from(alerts)
    .where(and(isNotNull(alerts.nextTryAt), lte(alerts.nextTryAt, now)))
    .orderBy(asc(alerts.nextTryAt))
    .limit(MOST_A_MINUTE);

const take = async ({ db, now }: Deps, { id, nextTryAt, attempts }: AlertRow) => {
  if (nextTryAt === null) return false;
  const taken = await db
    .update(alerts)
    .set({ nextTryAt: new Date(now().getTime() + PATIENCE_MS), attempts: attempts + 1 })
    .where(and(eq(alerts.id, id), eq(alerts.nextTryAt, nextTryAt)))
    .returning({ id: alerts.id });
  return taken.length > 0;
};

// What is wrong with the settings may be mended by the next attempt, an address or a mail will not be.
const isHopeless = (error: unknown): boolean =>
  error instanceof MailError && !error.isTemporary && OF_THE_MAIL.has(error.code);

const OF_THE_MAIL: ReadonlySet<MailError['code']> = new Set([
  'refused-recipient',
  'refused-message',
]);

const afterFailure = ({ attempts }: AlertRow, error: unknown, now: Date) => {
  const pause = PAUSES_MIN[attempts];
  const failure = error instanceof MailError ? error.code : 'unexpected';
  const isOver = pause === undefined || isHopeless(error);
  return isOver
    ? { nextTryAt: null, failedAt: now, failure }
    : { nextTryAt: new Date(now.getTime() + pause * MINUTE_MS), failure };
};

// Whoever has left the tenant since, or wants no more mails, gets none.
const isWanted = async ({ db }: Deps, { tenant, recipient }: AlertRow): Promise<boolean> =>
  tenant === null || (await recipientsOf(db, tenant)).includes(recipient);

const sendOne = async (deps: Deps, row: AlertRow): Promise<void> => {
  const { db, mailer, now, log } = deps;
  if (mailer === null || !(await take(deps, row))) return;
  if (!(await isWanted(deps, row))) {
    await db.delete(alerts).where(eq(alerts.id, row.id));
    return;
  }
  const { id, recipient: to, subject, text } = row;
  const after = await mailer({ id, to, subject, text }).then(
    () => ({ nextTryAt: null, sentAt: now(), failure: null }),
    (error: unknown) => {
      const failed = afterFailure(row, error, now());
      log('failedAt' in failed ? 'error' : 'warn', 'alert-not-sent', {
        ...(row.tenant !== null && { tenant: row.tenant }),
        code: failed.failure,
      });
      return failed;
    },
  );
  await db.update(alerts).set(after).where(eq(alerts.id, id));
};

/** Sends the mails that are due. One that fails is tried again, a few times; then the operator sees it. */
export const sendAlerts = async (deps: Deps): Promise<void> => {
  if (deps.mailer === null) return;
  await atMost(AT_ONCE, await whoseTurn(deps, deps.now()), (row) => sendOne(deps, row));
};
