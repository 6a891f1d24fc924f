// How SQLite finds the rows of each statement that was run.
import type { Control } from './control.ts';
import type { Counted } from './tally.ts';

/** What grows with the number of inboxes. */
const LARGE = 'inboxes|inbox_aliases|incidents|audit_events|alerts|users|members|sessions';
/** Indexes that hold only what is in trouble, or waits: to go through one of them is what it is for. */
const SMALL = 'inboxes_next_check|incidents_(?:to_alert|to_tell_over|open|by_code)|alerts_\\w+';

const SCAN = new RegExp(`^SCAN (?:${LARGE})\\b(?! USING (?:COVERING )?INDEX (?:${SMALL}))`);

export type Planned = Counted & { plan: string[]; goesThroughAll: boolean };

const merged = (statements: readonly Counted[]): Counted[] =>
  [...Map.groupBy(statements, ({ sql }) => sql).values()].flatMap(([first, ...rest]) =>
    first
      ? {
          ...first,
          runs: rest.reduce((sum, { runs }) => sum + runs, first.runs),
          rowsRead: rest.reduce((sum, { rowsRead }) => sum + rowsRead, first.rowsRead),
          rowsWritten: rest.reduce((sum, { rowsWritten }) => sum + rowsWritten, first.rowsWritten),
        }
      : [],
  );

/** Asks the database itself, once a statement. */
export const planned = async (
  control: Control,
  statements: readonly Counted[],
): Promise<Planned[]> => {
  const found: Planned[] = [];
  for (const one of merged(statements)) {
    const rows = await control.sql(`explain query plan ${one.sql}`, one.params);
    const plan = rows.map(({ detail }) => String(detail));
    found.push({ ...one, plan, goesThroughAll: plan.some((line) => SCAN.test(line)) });
  }
  return found;
};
