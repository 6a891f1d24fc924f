// A run is claimed and queued; its messages are let go, so that nothing but the queueing is measured.
import { median } from '../connector/quantile.ts';
import { type Begun, beginRun } from './begin-run.ts';
import type { Control } from './control.ts';
import { type Rows, rowsOf } from './rows-of.ts';
import type { Counted } from './tally.ts';

const IDLE_MINUTES = 20;
const MINUTE_MS = 60_000;

export type Claiming = {
  /** Of one run. */
  inboxes: number;
  messages: number;
  ms: number;
  perSecond: number;
  rows: Rows;
  /** A minute in which nothing is due. */
  idle: { ms: number; rows: Rows };
  statements: Counted[];
};

const claimOnce = async (control: Control): Promise<Begun> => {
  const begun = await beginRun(control, 0);
  await control.until(({ letGo }) => letGo >= begun.parts);
  return begun;
};

export const claiming = async (control: Control, runs: number): Promise<Claiming> => {
  const claimed: Begun[] = [];
  // The first one warms up.
  for (let run = 0; run <= runs; run++) claimed.push(await claimOnce(control));
  const measured = claimed.slice(1);
  const middle = (of: (one: Begun) => number) => median(measured.map(of));
  const last = measured.at(-1);
  const idle: { ms: number; statements: Counted[] }[] = [];
  for (let minute = 0; minute < IDLE_MINUTES; minute++) {
    idle.push(await control.minute((last?.at ?? 0) + MINUTE_MS));
  }
  return {
    inboxes: middle(({ inboxes }) => inboxes),
    messages: middle(({ parts }) => parts),
    ms: middle(({ ms }) => ms),
    perSecond: middle(({ inboxes, ms }) => (inboxes * 1000) / ms),
    rows: {
      read: middle(({ statements }) => rowsOf(statements).read),
      written: middle(({ statements }) => rowsOf(statements).written),
    },
    idle: {
      ms: median(idle.map(({ ms }) => ms)),
      rows: rowsOf(idle.at(-1)?.statements ?? []),
    },
    statements: last?.statements ?? [],
  };
};
