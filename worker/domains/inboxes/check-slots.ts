import { eq } from 'drizzle-orm';
import type { Database } from '../../platform/database.ts';
import { checkSlots, type InboxRow } from './tables.ts';

const MINUTE_MS = 60_000;
const SLOTS = 60;

/** How many minutes' slots a run takes: with one each, a run's two writes would be a hundredth of its checks and more. */
const RUN_MINUTES = 2;

/** The minute of the hour in which an inbox is checked: FNV-1a of its id, so that checks spread evenly. */
export const checkSlot = (id: string): number => {
  let hash = 0x811c9dc5;
  for (const character of id) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash % SLOTS;
};

const firstOf = (minute: number): number => minute - (minute % RUN_MINUTES);

/**
 * The run that is due now: when it began, the row that it has in `check_slots`, and which of the hour's
 * 60 slots it takes. `interval` is in minutes and divides the hour; shorter than an hour, several slots
 * are due at once.
 */
export const runAt = (
  now: Date,
  interval: number,
): { run: Date; slot: number; taken: number[] } => {
  const minute = Math.floor(now.getTime() / MINUTE_MS);
  const inInterval = minute % interval;
  const slot = firstOf(inInterval);
  const run = new Date((minute - inInterval + slot) * MINUTE_MS);
  const taken = Array.from({ length: SLOTS }, (_, each) => each).filter(
    (each) => firstOf(each % interval) === slot,
  );
  return { run, slot, taken };
};

/** Where an inbox's runs have their row. */
const slotOf = ({ checkSlot }: Pick<InboxRow, 'checkSlot'>, interval: number): number =>
  firstOf(checkSlot % interval);

/** When the last completed run of each row began. */
export type Sweeps = ReadonlyMap<number, Date>;

export type SweepRow = { slot: number; completedRun: Date | null };

/** What {@link sweepsOf} is made of, for all inboxes. */
export const sweepReads = (db: Database) =>
  db.select({ slot: checkSlots.slot, completedRun: checkSlots.completedRun }).from(checkSlots);

export const sweepsOf = (rows: readonly SweepRow[]): Sweeps =>
  new Map(rows.flatMap(({ slot, completedRun }) => (completedRun ? [[slot, completedRun]] : [])));

/** The same for one inbox. */
export const sweepsFor = async (
  db: Database,
  row: Pick<InboxRow, 'checkSlot'>,
  interval: number,
): Promise<Sweeps> =>
  sweepsOf(await sweepReads(db).where(eq(checkSlots.slot, slotOf(row, interval))));

type Swept = Pick<
  InboxRow,
  'checkSlot' | 'connectedAt' | 'lastCheckedAt' | 'failingSince' | 'nextCheckAt' | 'archivedAt'
>;

/** When an inbox was last checked: by hand or while it failed, or else by the last sweep that took it. */
export const lastCheckedAt = (row: Swept, sweeps: Sweeps, interval: number): Date | null => {
  const own = row.lastCheckedAt;
  const { connectedAt, failingSince, nextCheckAt, archivedAt } = row;
  // What has a check of its own before it was left out by the last sweep, or not there for it.
  const isApart = failingSince !== null || nextCheckAt !== null || archivedAt !== null;
  const isSwept = connectedAt !== null && !isApart;
  const swept = isSwept ? sweeps.get(slotOf(row, interval)) : undefined;
  if (swept === undefined || connectedAt === null || swept < connectedAt) return own;
  return own === null || swept > own ? swept : own;
};
