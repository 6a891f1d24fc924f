import { isOfInboxes, type Trip, type Watch } from './watched-database.ts';

/**
 * Where a trip to the database fails: the request does not get there, the answer does not come back, or
 * a batch breaks before its statement of that number. Trips are counted from 1.
 */
export type Fault =
  | { trip: number; kind: 'before' | 'after' }
  | { trip: number; kind: 'within'; statement: number };

/** What no answer may hold. */
export const CAUSE = 'D1_ERROR: the database went away';

const WRITES = /^\s*(insert|update|delete)/i;

/** The ways in which the trips that were made can fail. Within a batch that only reads, nothing can. */
const faultsOf = (trips: readonly (readonly string[])[]): Fault[] =>
  trips.flatMap((sql, at): Fault[] => {
    const trip = at + 1;
    const within =
      isWriting({ sql }) && sql.length > 1 ? sql.map((_, statement) => statement + 1) : [];
    return [
      { trip, kind: 'before' },
      ...within.map((statement) => ({ trip, kind: 'within' as const, statement })),
      { trip, kind: 'after' },
    ];
  });

/** Whether a trip may change something. */
export const isWriting = ({ sql }: Pick<Trip<unknown>, 'sql'>): boolean =>
  sql.some((text) => WRITES.test(text));

/**
 * A watch that makes one trip of a request fail, of those that count. Trips that find out who is asking
 * are left alone unless a test says otherwise: they write nothing of inboxes, and every request begins
 * with the same ones.
 */
export const faults = (counts: (trip: Pick<Trip<unknown>, 'sql'>) => boolean = isOfInboxes) => {
  let planned: Fault | null = null;
  let trips: (readonly string[])[] = [];

  const watch: Watch = async (trip) => {
    if (!counts(trip)) return trip.run();
    trips.push(trip.sql);
    if (planned?.trip !== trips.length) return trip.run();
    const fault = planned;
    if (fault.kind === 'within') return trip.run(fault.statement);
    if (fault.kind === 'after') await trip.run();
    throw new Error(CAUSE);
  };

  /** Runs `request` with a fault, or without one. */
  const during = async <Result>(fault: Fault | null, request: () => Promise<Result>) => {
    planned = fault;
    trips = [];
    try {
      return await request();
    } finally {
      planned = null;
    }
  };

  return {
    watch,
    during,
    /** Every way in which the request that ran last can fail. */
    ofLast: () => faultsOf(trips),
  };
};
