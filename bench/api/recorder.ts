// A D1 that notes what passes through it. Slower than the real one: it is used beside what is timed.
import type { Binding, Result, Statement } from './binding.ts';
import type { Ran, Trip } from './recording.ts';

type Wrapped = Statement & { sql: string; params: unknown[]; inner: Statement };

const ranOf = ({ sql, params }: Wrapped, method: Ran['method'], { meta }: Result): Ran => ({
  ...{ sql, params, method },
  rowsRead: meta.rows_read,
  rowsWritten: meta.rows_written,
  changes: meta.changes,
});

/** Wraps a database; `take` hands out what was noted since it was last asked. */
export const createRecorder = (db: Binding): { db: Binding; take: () => Trip[] } => {
  let trips: Trip[] = [];
  let underWay = 0;

  const noted = async <Answer>(batch: boolean, run: (trip: Trip) => Promise<Answer>) => {
    const trip: Trip = { statements: [], batch, together: underWay > 0 };
    trips.push(trip);
    underWay += 1;
    try {
      return await run(trip);
    } finally {
      underWay -= 1;
    }
  };

  const one = (wrapped: Wrapped, method: 'all' | 'run') =>
    noted(false, async (trip) => {
      const result = await wrapped.inner[method]();
      trip.statements.push(ranOf(wrapped, method, result));
      return result;
    });

  // `raw` tells nothing about the rows it read. What only reads can be run a second time for that.
  const raw = (wrapped: Wrapped) =>
    noted(false, async (trip) => {
      const result = await wrapped.inner.all();
      trip.statements.push(ranOf(wrapped, 'raw', result));
      const reads = /^\s*select\b/i.test(wrapped.sql);
      return reads ? wrapped.inner.raw() : result.results.map((row) => Object.values(row));
    });

  const wrap = (inner: Statement, sql: string, params: unknown[]): Wrapped => {
    const wrapped: Wrapped = {
      ...{ inner, sql, params },
      bind: (...bound) => wrap(inner.bind(...bound), sql, bound),
      all: () => one(wrapped, 'all'),
      run: () => one(wrapped, 'run'),
      raw: () => raw(wrapped),
    };
    return wrapped;
  };

  return {
    db: {
      prepare: (sql) => wrap(db.prepare(sql), sql, []),
      batch: (statements) =>
        noted(true, async (trip) => {
          const list = statements as Wrapped[];
          const results = await db.batch(list.map(({ inner }) => inner));
          list.forEach((wrapped, at) => {
            const result = results[at];
            if (result) trip.statements.push(ranOf(wrapped, 'all', result));
          });
          return results;
        }),
    },
    take: () => {
      const taken = trips;
      trips = [];
      return taken;
    },
  };
};
