import { and, eq, isNotNull } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { alerts } from '../health/tables.ts';

const failed = (id: string) => and(eq(alerts.id, id), isNotNull(alerts.failedAt));

/**
 * Makes a mail that was given up due again, for one more attempt. Throws `not-found` for one that has not
 * failed, and `mail-not-configured` where there is nothing to send it with.
 */
export const retryMail = async (
  { db, mailer, now }: Pick<Deps, 'db' | 'mailer' | 'now'>,
  id: string,
): Promise<void> => {
  if (mailer === null) throw new ProblemError('mail-not-configured');
  const due = await db
    .update(alerts)
    .set({ failedAt: null, nextTryAt: now() })
    .where(failed(id))
    .returning({ id: alerts.id });
  if (due.length === 0) throw new ProblemError('not-found');
};

/** Forgets a mail that was given up. Throws `not-found` for one that has not failed. */
export const discardMail = async ({ db }: Pick<Deps, 'db'>, id: string): Promise<void> => {
  const gone = await db.delete(alerts).where(failed(id)).returning({ id: alerts.id });
  if (gone.length === 0) throw new ProblemError('not-found');
};
