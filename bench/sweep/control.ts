import { setTimeout as sleep } from 'node:timers/promises';
import { runAt } from '../../worker/domains/inboxes/check-slots.ts';
import {
  BUDGET_PATH,
  MINUTE_PATH,
  type Minute,
  QUEUE_PATH,
  SQL_PATH,
  STATEMENTS_PATH,
  TAKEN_PATH,
  type Taken,
} from './orders.ts';
import type { Runtime } from './runtime.ts';
import type { Counted } from './tally.ts';

const MINUTE_MS = 60_000;
const RUN_MS = 2 * MINUTE_MS;
const POLL_MS = 100;
const ORDER_MS = 4 * MINUTE_MS;
const PATIENCE_MS = 10 * MINUTE_MS;

/** Orders to the measured Worker. */
export type Control = {
  /** The minute of the next run, which no cron has come in yet. */
  nextRun(): number;
  minute(at: number): Promise<Minute>;
  budget(messages: number): Promise<void>;
  /** What the consumer has done; with `peek` it goes on being counted. */
  taken(peek?: 'peek'): Promise<Taken>;
  /** The same, once it is as wanted. */
  until(isDone: (taken: Taken) => boolean): Promise<Taken>;
  queue(ids: readonly string[]): Promise<void>;
  sql(sql: string, params?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** What the API has run since the last minute, or the last time this was asked. */
  statements(): Promise<Counted[]>;
};

export const createControl = ({ urls }: Runtime, interval: number): Control => {
  const order = async <Answer>(path: string, body: unknown = null): Promise<Answer> => {
    const signal = AbortSignal.timeout(ORDER_MS);
    const sent = { method: 'POST', body: JSON.stringify(body), signal };
    const response = await fetch(new URL(path, urls.sweep), sent);
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    throw new Error(`${path} answered ${response.status}: ${text.slice(0, 500)}`);
  };
  // From two minutes past an hour, so that what is done once an hour is none of it.
  let at = Math.floor(Date.now() / (60 * MINUTE_MS)) * 60 * MINUTE_MS;
  const taken = (peek?: 'peek') => order<Taken>(`${TAKEN_PATH}?peek=${peek ? 1 : 0}`);
  return {
    nextRun: () => {
      do at += MINUTE_MS;
      while (runAt(new Date(at), interval).run.getTime() !== at);
      return at;
    },
    minute: (at) => order(`${MINUTE_PATH}?at=${at}`),
    budget: (messages) => order(`${BUDGET_PATH}?messages=${messages}`),
    taken,
    async until(isDone) {
      const deadline = Date.now() + PATIENCE_MS;
      while (!isDone(await taken('peek'))) {
        if (Date.now() > deadline) throw new Error('The queue does not get on.');
        await sleep(POLL_MS);
      }
      return taken();
    },
    queue: (ids) => order(QUEUE_PATH, ids),
    sql: (sql, params = []) => order(SQL_PATH, { sql, params }),
    statements: () => order(STATEMENTS_PATH),
  };
};

/** As if every run until now had been completed in its time. */
export const settle = async (control: Control, interval: number): Promise<void> => {
  await control.sql('delete from check_slots');
  const now = control.nextRun();
  for (let slot = 0; slot < interval; slot += RUN_MS / MINUTE_MS) {
    const into = (now / MINUTE_MS) % interval;
    const back = (into - slot + interval) % interval;
    const run = now - back * MINUTE_MS;
    await control.sql(
      "insert into check_slots (slot, run, attempt, leased_until, open, inboxes, completed_run, completed_at) values (?, ?, 1, ?, '[]', 0, ?, ?)",
      [slot, run, run, run, run],
    );
  }
};
