import { env } from 'cloudflare:workers';
import { createDeps, type Deps } from '../deps.ts';
import { beginReseal } from '../domains/keys/begin-reseal.ts';
import { takeReseal } from '../domains/keys/take-reseal.ts';
import { createVault } from '../platform/vault.ts';
import { type Watch, watchedDatabase } from './watched-database.ts';

const key = (fill: number) => btoa(String.fromCharCode(...new Uint8Array(32).fill(fill)));

/** The keys of this file's story: what is sealed under the old one is to move to the new one. */
export const OLD = key(31);
export const NEW = key(32);

export const oldVault = createVault(OLD);
export const newVault = createVault(NEW);
/** As a deployment in the middle of it has it. */
export const bothVault = createVault(NEW, [OLD]);

const MINUTE_MS = 60_000;
// More than any pass here has batches: what goes on without end fails, and does not hang.
const MOST_MESSAGES = 100;

type Settings = Partial<Record<string, string>>;
type Line = { event: string; fields: unknown };

/**
 * A deployment that holds both keys, on the real database and a clock of its own. Its queue waits until
 * it is told to deliver. `around` is made part of every trip to the database and every sending.
 */
export const rotating = (
  around: Watch = (trip) => trip.run(),
  settings: Settings = { ENCRYPTION_KEY: NEW, ENCRYPTION_KEYS_RETIRING: OLD },
) => {
  let at = Date.now();
  const waiting: unknown[] = [];
  const lines: Line[] = [];
  const made = createDeps({ ...env, ...settings, DB: watchedDatabase(env.DB, around) });
  const send = (bodies: readonly unknown[]) =>
    around({ sql: ['send'], run: async () => void waiting.push(...bodies) });
  const deps: Deps = {
    ...made,
    now: () => new Date(at),
    log: (_level, event, fields = {}) => void lines.push({ event, fields }),
    queues: { ...made.queues, jobs: { send, depth: async () => waiting.length } },
  };

  const tick = () => beginReseal(deps, new Date(at));

  /** Delivers what waits, and what comes of it. A message that fails stays in the queue. */
  const deliver = async (): Promise<void> => {
    for (let taken = 0; waiting.length > 0; taken++) {
      if (taken > MOST_MESSAGES) throw new Error('The queue does not run empty.');
      const [body] = waiting;
      await takeReseal(deps, body);
      waiting.shift();
    }
  };

  const minutesPass = (minutes = 1) => {
    at += minutes * MINUTE_MS;
  };

  /** What happens in a minute. */
  const minute = async (): Promise<void> => {
    minutesPass();
    await tick();
    await deliver();
  };

  return { deps, waiting, lines, tick, deliver, minute, minutesPass };
};
