import type { TestEvent } from '../contract/connection-test.ts';
import type { Deadlines } from './deadlines.ts';
import type { Log } from './log.ts';

/** What both protocols of one test share. */
export type TestContext = {
  deadlines: Deadlines;
  /** Aborts at the whole test's deadline, or when the caller goes away. */
  signal: AbortSignal;
  emit: (event: TestEvent) => void;
  log: Log;
};
