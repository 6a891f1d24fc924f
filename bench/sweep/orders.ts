// What the bench tells the measured Worker, and what it answers.
import type { Counted } from './tally.ts';

/** Runs all that is due in a minute, which need not be this one. */
export const MINUTE_PATH = '/bench/minute';
/** So many of the next messages are worked on; the others are let go. */
export const BUDGET_PATH = '/bench/budget';
/** What the consumer has done since it was last asked. */
export const TAKEN_PATH = '/bench/taken';
/** Queues ids to be checked, apart from any run. */
export const QUEUE_PATH = '/bench/queue';
/** What the API has run. */
export const STATEMENTS_PATH = '/bench/statements';
/** Runs a statement that isn't counted. */
export const SQL_PATH = '/bench/sql';

export type Minute = { ms: number; statements: Counted[] };

/** `ms` is how long each check took; times are in milliseconds since the epoch. */
export type Taken = {
  checks: { end: string; ms: number }[];
  batches: number;
  messages: number;
  letGo: number;
  firstAt: number | null;
  lastAt: number | null;
  statements: Counted[];
};
