import type { Binding, Result, Statement } from '../api/binding.ts';

/** A statement, how often it was run, and what D1 says it read and wrote. */
export type Counted = {
  sql: string;
  params: unknown[];
  runs: number;
  rowsRead: number;
  rowsWritten: number;
};

type Wrapped = Statement & { inner: Statement; sql: string; params: unknown[] };

/** A database that counts rows by statement. `take` gives what was counted since it was last called. */
export const createTally = (db: Binding): { db: Binding; take: () => Counted[] } => {
  let counted = new Map<string, Counted>();

  const note = ({ sql, params }: Wrapped, { meta }: Result): void => {
    const one = counted.get(sql) ?? { sql, params, runs: 0, rowsRead: 0, rowsWritten: 0 };
    one.runs += 1;
    one.rowsRead += meta.rows_read;
    one.rowsWritten += meta.rows_written;
    counted.set(sql, one);
  };

  const ran = async (wrapped: Wrapped, method: 'all' | 'run'): Promise<Result> => {
    const result = await wrapped.inner[method]();
    note(wrapped, result);
    return result;
  };

  // D1 says nothing of rows to who asks for arrays. Columns of the same name, as a join may have them,
  // would be one in an object.
  const raw = async (wrapped: Wrapped): Promise<unknown[][]> => {
    const { results } = await ran(wrapped, 'all');
    if (/\bjoin\b/i.test(wrapped.sql)) return wrapped.inner.raw();
    return results.map((row) => Object.values(row));
  };

  const wrap = (inner: Statement, sql: string, params: unknown[]): Wrapped => {
    const wrapped: Wrapped = {
      ...{ inner, sql, params },
      bind: (...bound) => wrap(inner.bind(...bound), sql, bound),
      all: () => ran(wrapped, 'all'),
      run: () => ran(wrapped, 'run'),
      raw: () => raw(wrapped),
    };
    return wrapped;
  };

  return {
    db: {
      prepare: (sql) => wrap(db.prepare(sql), sql, []),
      async batch(statements) {
        const list = statements as Wrapped[];
        const results = await db.batch(list.map(({ inner }) => inner));
        for (const [at, result] of results.entries()) {
          const wrapped = list[at];
          if (wrapped) note(wrapped, result);
        }
        return results;
      },
    },
    take: () => {
      const taken = [...counted.values()];
      counted = new Map();
      return taken;
    },
  };
};
