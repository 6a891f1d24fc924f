import { type Case, nameOf } from './case.ts';
import type { Ran } from './run-case.ts';

const MAX_NAME = 72;
const CODE_WIDTH = 50;
const MS_WIDTH = 7;

const oneLine = (text: string): string => {
  const shown = text.replaceAll(/\s+/g, ' ');
  return shown.length > MAX_NAME ? `${shown.slice(0, MAX_NAME - 1)}…` : shown;
};

const row = (name: string, expected: string, got: string, ms: string): string =>
  [
    name.padEnd(MAX_NAME),
    expected.padEnd(CODE_WIDTH),
    got.padEnd(CODE_WIDTH),
    ms.padStart(MS_WIDTH),
  ].join('  ');

export const header: string = row('case', 'expected', 'got', 'ms');

/** Whether the test found what it must, in its time, and did nothing that it must not. */
export const isGood = (one: Case, { got, faults }: Ran): boolean =>
  got === one.expect && faults.length === 0;

/** One case as a line of the table, and what was wrong with it below. */
export const lineOf = (one: Case, ran: Ran): string => {
  const line = row(oneLine(nameOf(one)), one.expect, ran.got, String(ran.ms));
  const mismatch = ran.got === one.expect ? [] : [`expected ${one.expect}`];
  return [line, ...[...mismatch, ...ran.faults].map((fault) => `  ✗ ${fault}`)].join('\n');
};
