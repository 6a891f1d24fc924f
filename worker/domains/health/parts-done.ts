import { and, eq, sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { checkSlots } from '../inboxes/tables.ts';
import type { Part } from './messages.ts';
import { LEASE_MS } from './sweep.ts';

const runOf = ({ slot, run, attempt }: Part) => `${slot} ${run} ${attempt}`;

/**
 * Takes parts off the list of a run's work, one statement a run; with the last of them the run is
 * completed. What is taken off twice was off already.
 */
export const partsDone = async (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  parts: readonly Part[],
): Promise<void> => {
  const at = now();
  const byRun = Map.groupBy(parts, runOf);
  for (const [first, ...rest] of byRun.values()) {
    if (first === undefined) continue;
    const done = JSON.stringify([first, ...rest].map(({ part }) => part));
    const left = sql`(select json_group_array(value) from json_each(${checkSlots.open}) where value not in (select value from json_each(${done})))`;
    // Ends at the first that is left: the list of a million inboxes' run is long, and asked twice.
    const isLast = sql`not exists (select 1 from json_each(${checkSlots.open}) where value not in (select value from json_each(${done})))`;
    await db
      .update(checkSlots)
      .set({
        open: left,
        leasedUntil: new Date(at.getTime() + LEASE_MS),
        completedRun: sql`case when ${isLast} then ${checkSlots.run} else ${checkSlots.completedRun} end`,
        completedAt: sql`case when ${isLast} then ${at.getTime()} else ${checkSlots.completedAt} end`,
      })
      .where(
        and(
          eq(checkSlots.slot, first.slot),
          eq(checkSlots.run, new Date(first.run)),
          eq(checkSlots.attempt, first.attempt),
        ),
      );
  }
};
