// Inboxes whose password is refused: first from health, then when they are due again.
import type { Control } from './control.ts';
import { WRONG } from './rows.ts';
import { type Rows, rowsOf } from './rows-of.ts';
import type { Counted } from './tally.ts';

/** Rows of one check, claim and all. */
export type Failing = { first: Rows; again: Rows; statements: Counted[] };

const MOST_IDS = 100;
const MINUTE_MS = 60_000;

const each = ({ read, written }: Rows): Rows => ({ read: read / WRONG, written: written / WRONG });

export const failing = async (control: Control): Promise<Failing> => {
  const rows = await control.sql('select id from inboxes where check_slot = 99');
  const ids = rows.map(({ id }) => String(id));
  if (ids.length !== WRONG) throw new Error(`${ids.length} inboxes are to fail.`);
  await control.taken();
  await control.budget(WRONG);
  for (let at = 0; at < ids.length; at += MOST_IDS) {
    await control.queue(ids.slice(at, at + MOST_IDS));
  }
  const first = await control.until(({ messages }) => messages >= WRONG / MOST_IDS);
  if (first.checks.some(({ end }) => end === 'passed')) throw new Error('A wrong password passed.');
  await control.sql('update inboxes set next_check_at = 1 where next_check_at is not null');
  // A minute long ago: every run after it has begun.
  const { statements } = await control.minute(MINUTE_MS);
  const again = await control.until(({ messages }) => messages >= WRONG / MOST_IDS);
  // What is done once an hour is seen here, for its plans.
  const hourly = await control.minute(0);
  return {
    first: each(rowsOf(first.statements)),
    again: each(rowsOf([...statements, ...again.statements])),
    statements: [...first.statements, ...statements, ...again.statements, ...hourly.statements],
  };
};
