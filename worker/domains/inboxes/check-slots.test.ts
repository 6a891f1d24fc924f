import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { inboxRow } from '../../testing/inbox-row.ts';
import { propertyRuns } from '../../testing/property-runs.ts';
import { checkSlot, lastCheckedAt, runAt, sweepsOf } from './check-slots.ts';

const MINUTE_MS = 60_000;
const INTERVALS = [5, 6, 10, 12, 15, 20, 30, 60];
const SLOTS = Array.from({ length: 60 }, (_, slot) => slot);
const EPOCH_MINUTES = Date.parse('2026-11-23T00:00:00Z') / MINUTE_MS;

const anyInterval = fc.constantFrom(...INTERVALS);
const anyMinute = fc.integer({ min: 0, max: 40_000_000 });
const atMinute = (minute: number) => new Date(minute * MINUTE_MS);

describe('the slot of an inbox', () => {
  test('is spread evenly over the hour', () => {
    const counts = SLOTS.map(() => 0);
    for (let made = 0; made < 60_000; made++) {
      const slot = checkSlot(newId('inb', new Date(EPOCH_MINUTES * MINUTE_MS + made)));
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
    // A thousand each: six standard deviations of chance are 190.
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1200);
  });

  test('is the same for the same id', () => {
    expect(checkSlot('inb_1')).toBe(checkSlot('inb_1'));
  });
});

describe('the runs of an interval', () => {
  test.each(INTERVALS)('of %i minutes take each slot exactly once', (interval) => {
    fc.assert(
      fc.property(anyMinute, (minute) => {
        // From the beginning of an interval: as many minutes as it has.
        const begin = minute - (minute % interval);
        const runs = new Map<number, number[]>();
        for (let each = begin; each < begin + interval; each++) {
          const { run, taken } = runAt(atMinute(each), interval);
          runs.set(run.getTime(), taken);
        }
        const taken = [...runs.values()].flat().sort((one, other) => one - other);
        expect(taken).toEqual(SLOTS);
      }),
      propertyRuns(50),
    );
  });

  test('begin in the minute they are of or the one before, within its interval', () => {
    fc.assert(
      fc.property(anyMinute, anyInterval, (minute, interval) => {
        const { run, slot } = runAt(atMinute(minute), interval);
        const since = minute - run.getTime() / MINUTE_MS;
        expect([0, 1]).toContain(since);
        expect(run.getTime() / MINUTE_MS).toBeGreaterThanOrEqual(minute - (minute % interval));
        expect((run.getTime() / MINUTE_MS) % interval).toBe(slot);
      }),
      propertyRuns(200),
    );
  });

  test('find each inbox once an interval, and are looked up for it in their own row', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SLOTS), anyInterval, (slotOfInbox, interval) => {
        const row = inboxRow({ checkSlot: slotOfInbox, connectedAt: new Date(0) });
        const runs = Array.from({ length: interval }, (_, minute) =>
          runAt(atMinute(EPOCH_MINUTES + minute), interval),
        );
        for (const { run, slot, taken } of runs) {
          const known = lastCheckedAt(row, sweepsOf([{ slot, completedRun: run }]), interval);
          expect(known).toEqual(taken.includes(slotOfInbox) ? run : null);
        }
      }),
      propertyRuns(100),
    );
  });
});

describe('"last checked"', () => {
  const connectedAt = atMinute(EPOCH_MINUTES);
  const own = atMinute(EPOCH_MINUTES + 1);
  const row = inboxRow({ checkSlot: 7, connectedAt, lastCheckedAt: own });
  const sweptAt = (minute: number) =>
    sweepsOf([{ slot: 6, completedRun: atMinute(EPOCH_MINUTES + minute) }]);

  test.each([
    ['is the last completed run of its slot', row, sweptAt(66), 66],
    ['is its own check where that is newer', row, sweptAt(0), 1],
    ['is its own check where no run was completed', row, sweepsOf([]), 1],
    ['is no run from before it was connected', row, sweptAt(-54), 1],
    ['is its own while it fails', { ...row, failingSince: own }, sweptAt(66), 1],
    ['is its own while it is disconnected', { ...row, connectedAt: null }, sweptAt(66), 1],
    ['is its own while it is archived', { ...row, archivedAt: own }, sweptAt(66), 1],
  ])('%s', (_name, of, sweeps, minute) => {
    expect(lastCheckedAt(of, sweeps, 60)).toEqual(atMinute(EPOCH_MINUTES + minute));
  });

  test('goes by a run that is not completed yet no more than by one that never was', () => {
    expect(sweepsOf([{ slot: 6, completedRun: null }]).size).toBe(0);
  });
});
