const RUNS: ReadonlySet<string | symbol> = new Set(['run', 'all', 'first', 'raw']);

// Fails when it runs, not when it is prepared.
const BROKEN = "select json('{')";

/**
 * One trip to the database: a statement, or a batch. `run` makes it; `breakingAt` puts a statement that
 * fails into a batch, before the one of that number.
 */
export type Trip<Result> = {
  sql: readonly string[];
  run: (breakingAt?: number) => Promise<Result>;
};

/** Decides when, whether and with what end a trip is made. */
export type Watch = <Result>(trip: Trip<Result>) => Promise<Result>;

type Known = { real: D1PreparedStatement; sql: string };

/** The real database, with every trip to it made by `watch`. */
export const watchedDatabase = (real: D1Database, watch: Watch): D1Database => {
  const known = new WeakMap<D1PreparedStatement, Known>();

  const watched = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const proxy = new Proxy(statement, {
      get: (target, name) => {
        if (name === 'bind') return (...values: unknown[]) => watched(target.bind(...values), sql);
        const method: unknown = Reflect.get(target, name);
        if (!RUNS.has(name) || typeof method !== 'function') return method;
        return (...args: unknown[]) =>
          watch({ sql: [sql], run: () => Promise.resolve(method.apply(target, args)) });
      },
    });
    known.set(proxy, { real: statement, sql });
    return proxy;
  };

  const lookUp = (statement: D1PreparedStatement): Known => {
    const found = known.get(statement);
    if (!found) throw new Error('A statement of another database.');
    return found;
  };

  const batch = (statements: D1PreparedStatement[]) => {
    const all = statements.map(lookUp);
    const run = (breakingAt?: number) => {
      const list = all.map((one) => one.real);
      return real.batch(
        breakingAt === undefined ? list : list.toSpliced(breakingAt, 0, real.prepare(BROKEN)),
      );
    };
    return watch({ sql: all.map(({ sql }) => sql), run });
  };

  return new Proxy(real, {
    get: (target, name) => {
      if (name === 'prepare') return (sql: string) => watched(target.prepare(sql), sql);
      if (name === 'batch') return batch;
      const method: unknown = Reflect.get(target, name);
      return typeof method === 'function' ? method.bind(target) : method;
    },
  });
};

const OF_INBOXES = /"(?:inboxes|inbox_aliases|tickets|audit_events|idempotency_keys|entitlements)"/;

/** Whether a trip is about inboxes. Those that find out who is asking are not. */
export const isOfInboxes = ({ sql }: { sql: readonly string[] }): boolean =>
  sql.some((text) => OF_INBOXES.test(text));
