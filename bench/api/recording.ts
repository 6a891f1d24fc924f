/** A statement as it was run, and what the database said of it. */
export type Ran = {
  sql: string;
  params: unknown[];
  method: 'all' | 'run' | 'raw';
  rowsRead: number;
  rowsWritten: number;
  changes: number;
};

/**
 * One round trip to the database: a statement of its own, or a batch. `together` where it was sent
 * while the one before was still under way.
 */
export type Trip = { statements: Ran[]; batch: boolean; together: boolean };

/** The trips without these statements; a trip that has none left was not made. */
export const without = (trips: readonly Trip[], sql: ReadonlySet<string>): Trip[] =>
  trips
    .map((trip) => ({ ...trip, statements: trip.statements.filter((ran) => !sql.has(ran.sql)) }))
    .filter((trip) => trip.statements.length > 0);

/** A sum over every statement. */
export const sumOf = (
  trips: readonly Trip[],
  column: 'rowsRead' | 'rowsWritten' | 'changes',
): number =>
  trips.flatMap((trip) => trip.statements).reduce((sum, statement) => sum + statement[column], 0);
