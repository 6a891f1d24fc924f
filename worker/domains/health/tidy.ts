import { and, isNotNull, lt } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { forgetOutages } from '../connections/outages.ts';
import { oauthResults, oauthTransactions } from '../connections/tables.ts';
import { alerts, deadLetters, expiries, incidents } from './tables.ts';

const DAY_MS = 24 * 60 * 60_000;
const KEPT_DAYS = { transactions: 1, alerts: 30, givenUp: 90, incidents: 400, expiries: 30 };

/** Takes away what nobody will look at any more. Once an hour. */
export const tidy = async (deps: Deps, minute: Date): Promise<void> => {
  if (minute.getUTCMinutes() !== 0) return;
  const { db } = deps;
  const now = deps.now();
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await db.batch([
    db.delete(oauthResults).where(lt(oauthResults.expiresAt, now)),
    db
      .delete(oauthTransactions)
      .where(lt(oauthTransactions.expiresAt, ago(KEPT_DAYS.transactions))),
    db
      .delete(alerts)
      .where(and(isNotNull(alerts.sentAt), lt(alerts.createdAt, ago(KEPT_DAYS.alerts)))),
    db
      .delete(incidents)
      .where(and(isNotNull(incidents.endedAt), lt(incidents.endedAt, ago(KEPT_DAYS.incidents)))),
    db.delete(alerts).where(lt(alerts.failedAt, ago(KEPT_DAYS.givenUp))),
    db.delete(deadLetters).where(lt(deadLetters.at, ago(KEPT_DAYS.givenUp))),
    db.delete(expiries).where(lt(expiries.expiresAt, ago(KEPT_DAYS.expiries))),
  ]);
  await forgetOutages(deps);
};
