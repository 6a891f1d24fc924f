import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

type Row = Record<string, unknown>;

/** As much of D1 as migrations and the operations use: the Workers' global types don't exist under Node. */
export type D1Statement = {
  bind(...values: SQLInputValue[]): D1Statement;
  run(): Promise<unknown>;
  all(): Promise<{ results: Row[] }>;
  raw(): Promise<unknown[][]>;
};
export type D1 = {
  prepare(sql: string): D1Statement;
  batch(statements: D1Statement[]): Promise<{ results: Row[] }[]>;
};

const statement = (db: DatabaseSync, sql: string, values: SQLInputValue[]): D1Statement => {
  const all = async () => ({ results: db.prepare(sql).all(...values) });
  return {
    bind: (...bound) => statement(db, sql, bound),
    run: all,
    all,
    async raw() {
      const prepared = db.prepare(sql);
      prepared.setReturnArrays(true);
      return prepared.all(...values) as unknown as unknown[][];
    },
  };
};

const batch = async (db: DatabaseSync, statements: D1Statement[]) => {
  db.exec('BEGIN IMMEDIATE');
  try {
    const results = [];
    for (const one of statements) results.push(await one.all());
    db.exec('COMMIT');
    return results;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
};

/**
 * A D1 binding over the file behind it. Wrangler's own, for scripts, takes milliseconds for each word of
 * a statement, which a seed has too many of. It answers one caller at a time.
 */
export const d1OnSqlite = (db: DatabaseSync): D1 => ({
  prepare: (sql) => statement(db, sql, []),
  batch: (statements) => batch(db, statements),
});
