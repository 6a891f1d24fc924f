import { and, inArray, lte, sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { inboxes } from '../inboxes/tables.ts';
import { CHECKABLE } from './checkable.ts';
import { messagesFor } from './messages.ts';

const AT_ONCE = 1000;
const ROUNDS = 10;
/** Until when a check that was queued may leave no trace: then it is queued again. */
const PATIENCE_MS = 10 * 60_000;
const SPREAD_MS = 2 * 60_000;

// Whoever else looks at the same moment finds them taken.
const take = ({ db }: Deps, now: Date) => {
  const due = and(sql`next_check_at is not null`, lte(inboxes.nextCheckAt, now), CHECKABLE);
  const until = now.getTime() + PATIENCE_MS;
  const some = db
    .select({ id: inboxes.id })
    .from(inboxes)
    .where(due)
    .orderBy(inboxes.nextCheckAt)
    .limit(AT_ONCE);
  return (
    db
      .update(inboxes)
      // Not all at one moment: they would be in one message for ever.
      .set({ nextCheckAt: sql`${until} + abs(random()) % ${SPREAD_MS}` })
      .where(and(inArray(inboxes.id, some), due))
      .returning({ id: inboxes.id })
  );
};

/** Queues the failing inboxes that are to be looked at again by now. */
export const queueDue = async (deps: Deps): Promise<void> => {
  const now = deps.now();
  for (let round = 1; round <= ROUNDS; round++) {
    const taken = await take(deps, now);
    await deps.queues.checks.send(messagesFor(taken.map(({ id }) => id)));
    if (taken.length < AT_ONCE) return;
  }
};
