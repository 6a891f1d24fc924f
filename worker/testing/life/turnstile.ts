import { AsyncLocalStorage } from 'node:async_hooks';
import type { Scheduler } from 'fast-check';
import { isOfInboxes, type Watch } from '../watched-database.ts';

/** One of several requests at once: how many trips wait for their turn, how many are under way. */
type Lane = { name: string; waiting: number; moving: number; isDone: boolean };

type Race = { scheduler: Scheduler; moved: () => void };

const isAtRest = ({ waiting, moving, isDone }: Lane) => isDone || (waiting > 0 && moving === 0);

const VERBS = /\b(select|insert into|update|delete from) (?:.*? from )?"(\w+)"/;
const labelOf = (name: string, sql: readonly string[]) =>
  `${name}: ${sql.map((text) => VERBS.exec(text)?.slice(1).join(' ') ?? 'statement').join(', ')}`;

/**
 * Lets a scheduler decide, of several requests at once, whose next trip to the database is made: the
 * others stand still meanwhile, so what happens is decided by the scheduler alone.
 */
export const turnstile = () => {
  const laneOf = new AsyncLocalStorage<Lane>();
  let race: Race | null = null;

  const watch: Watch = async (trip) => {
    const lane = laneOf.getStore();
    if (!lane || !race || !isOfInboxes(trip)) return trip.run();
    const { scheduler, moved } = race;
    lane.waiting += 1;
    moved();
    await scheduler.schedule(
      Promise.resolve(),
      labelOf(lane.name, trip.sql),
      undefined,
      async (pass) => {
        lane.waiting -= 1;
        lane.moving += 1;
        await pass();
      },
    );
    try {
      return await trip.run();
    } finally {
      lane.moving -= 1;
      moved();
    }
  };

  /** Runs all of them at once, to their ends. */
  const runAll = async <Result>(
    scheduler: Scheduler,
    jobs: readonly { name: string; run: () => Promise<Result> }[],
  ): Promise<Result[]> => {
    let { promise: change, resolve: moved } = Promise.withResolvers<void>();
    race = { scheduler, moved: () => moved() };
    const lanes = jobs.map(({ name }): Lane => ({ name, waiting: 0, moving: 0, isDone: false }));
    const results = jobs.map(async ({ run }, at) => {
      const lane = lanes[at];
      if (!lane) throw new Error('A job without a lane.');
      try {
        return await laneOf.run(lane, run);
      } finally {
        lane.isDone = true;
        moved();
      }
    });
    while (lanes.some(({ isDone }) => !isDone)) {
      if (lanes.every(isAtRest)) await scheduler.waitNext(1);
      else {
        await change;
        ({ promise: change, resolve: moved } = Promise.withResolvers<void>());
      }
    }
    race = null;
    return Promise.all(results);
  };

  return { watch, runAll };
};
