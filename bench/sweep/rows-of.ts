import type { Counted } from './tally.ts';

export type Rows = { read: number; written: number };

/** All that statements read and wrote. */
export const rowsOf = (statements: readonly Counted[]): Rows => ({
  read: statements.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
  written: statements.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0),
});
