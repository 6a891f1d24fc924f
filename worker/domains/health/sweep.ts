import { and, asc, eq, gt, lt, lte, or, sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { runAt } from '../inboxes/check-slots.ts';
import { checkSlots, inboxes } from '../inboxes/tables.ts';
import { messagesFor } from './messages.ts';

const MINUTE_MS = 60_000;
const PAGE = 1000;

/** A run that nothing has come of for so long is begun again. */
export const LEASE_MS = 20 * MINUTE_MS;
/** A minute that no cron came in is made up for by one that comes so much later. */
const MADE_UP_FOR_MS = 10 * MINUTE_MS;

type Run = ReturnType<typeof runAt>;
type SlotRow = typeof checkSlots.$inferSelect;

// In the words of the partial index, or SQLite does not see that it fits.
const HEALTHY = sql`connected_at is not null and failing_since is null and archived_at is null and deleted_at is null`;

const idsIn = async ({ db }: Deps, slot: number): Promise<string[]> => {
  const ids: string[] = [];
  for (;;) {
    const page = await db
      .select({ id: inboxes.id })
      .from(inboxes)
      .where(and(HEALTHY, eq(inboxes.checkSlot, slot), gt(inboxes.id, ids.at(-1) ?? '')))
      .orderBy(asc(inboxes.id))
      .limit(PAGE);
    for (const { id } of page) ids.push(id);
    if (page.length < PAGE) return ids;
  }
};

const isDue = (row: SlotRow | undefined, { run }: Run, now: Date): boolean => {
  if (row === undefined || row.run < run) return true;
  const isOver = row.completedRun !== null && row.completedRun >= run;
  return row.run.getTime() === run.getTime() && !isOver && row.leasedUntil <= now;
};

/** Takes a run's slots, which one of those who try at once does; whoever comes second gets nothing. */
const claim = async (
  { db, now }: Deps,
  { run, slot }: Run,
  seen: SlotRow | undefined,
  found: { parts: number; inboxes: number },
): Promise<{ attempt: number } | undefined> => {
  const at = now();
  const claimed = {
    run,
    attempt: (seen?.attempt ?? 0) + 1,
    leasedUntil: new Date(at.getTime() + LEASE_MS),
    open: JSON.stringify(Array.from({ length: found.parts }, (_, part) => part)),
    inboxes: found.inboxes,
  };
  const isStill =
    seen === undefined
      ? sql`false`
      : and(eq(checkSlots.run, seen.run), eq(checkSlots.attempt, seen.attempt));
  return db
    .insert(checkSlots)
    .values({ slot, ...claimed })
    .onConflictDoUpdate({
      target: checkSlots.slot,
      set: claimed,
      setWhere: or(lt(checkSlots.run, run), and(isStill, lte(checkSlots.leasedUntil, at))),
    })
    .returning({ attempt: checkSlots.attempt })
    .get();
};

const begin = async (deps: Deps, due: Run, seen: SlotRow | undefined): Promise<void> => {
  const ids: string[] = [];
  for (const slot of due.taken) ids.push(...(await idsIn(deps, slot)));
  // Nothing to check is nothing to write down.
  if (ids.length === 0) return;
  const parts = messagesFor(ids).length;
  const claimed = await claim(deps, due, seen, { parts, inboxes: ids.length });
  if (claimed === undefined) return;
  const { slot } = due;
  const run = due.run.getTime();
  const { attempt } = claimed;
  const messages = messagesFor(ids, (part) => ({ slot, run, attempt, part }));
  // Another first each time: where the queue is slow, it is not always the same who come last.
  const first = (run / MINUTE_MS) % messages.length;
  await deps.queues.checks.send([...messages.slice(first), ...messages.slice(0, first)]);
};

/** The runs that should have begun by now: of this minute, of those just missed, and any that got stuck. */
const runsToBegin = (
  now: Date,
  interval: number,
  rows: readonly SlotRow[],
): [Run, SlotRow | undefined][] => {
  const starts = new Map<number, Run>();
  const stuck = rows
    .filter(({ run }) => run.getTime() > now.getTime() - interval * MINUTE_MS)
    .map(({ run }) => run.getTime());
  for (let back = 0; back <= MADE_UP_FOR_MS; back += MINUTE_MS) stuck.push(now.getTime() - back);
  for (const time of stuck) {
    const run = runAt(new Date(time), interval);
    starts.set(run.run.getTime(), run);
  }
  // A row has the newest of its runs: an older one is made up for by it.
  const newest = new Map<number, Run>();
  for (const run of starts.values()) {
    const known = newest.get(run.slot);
    if (known === undefined || known.run < run.run) newest.set(run.slot, run);
  }
  return [...newest.values()].map((run) => [run, rows.find(({ slot }) => slot === run.slot)]);
};

/**
 * Queues the healthy inboxes whose turn it is. However often and by how many it is called in a minute,
 * each run is begun once; one that gets stuck is begun again.
 */
export const sweep = async (deps: Deps, now: Date): Promise<void> => {
  const rows = await deps.db.select().from(checkSlots);
  const interval = deps.configuration.CHECK_INTERVAL_MINUTES;
  for (const [run, seen] of runsToBegin(now, interval, rows)) {
    if (isDue(seen, run, deps.now())) await begin(deps, run, seen);
  }
};
