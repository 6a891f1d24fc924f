import type { BatchItem, BatchResponse } from 'drizzle-orm/batch';
import type { AuditAction, AuditChange } from '../../../contract/audit.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { type Database, violatesUnique } from '../../platform/database.ts';
import type { Who } from '../tenants/session.ts';
import { GENESIS, hashOf } from './chain.ts';
import { headOf } from './queries.ts';
import { auditEvents } from './tables.ts';

const MAX_ATTEMPTS = 40;
const MAX_PAUSE_MS = 40;

export type NewEvent = {
  action: AuditAction;
  inbox: { id: string; name: string };
  changes?: AuditChange[];
};

type Statement = BatchItem<'sqlite'>;

type Told = { statements: readonly Statement[]; events: readonly [NewEvent, ...NewEvent[]] };
type Nothing = { statements: readonly []; events: readonly [] };

/**
 * What an operation has decided: what to write, what to tell of it, and what to answer. Nothing is
 * written that is not told: the event is what holds the lock.
 */
export type Decision<Answer> = (Told | Nothing) & { answer: Answer };

type Head = { seq: number; hash: string };

const chained = async (
  { tenant, person }: Who,
  at: Date,
  events: readonly NewEvent[],
  head: Head,
) => {
  const rows = [];
  let { seq, hash: previousHash } = head;
  for (const { action, inbox, changes = [] } of events) {
    seq += 1;
    const event = {
      ...{ tenant, seq, at, action, previousHash },
      actorId: person.id,
      actorName: person.name,
      inbox: inbox.id,
      inboxName: inbox.name,
      changes: JSON.stringify(changes),
    };
    const hash = await hashOf(event);
    rows.push({ ...event, hash });
    previousHash = hash;
  }
  return rows;
};

const write = async (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  who: Who,
  { statements, events }: Decision<unknown>,
  head: Head,
): Promise<void> => {
  const rows = await chained(who, now(), events, head);
  const inserts = rows.map((row) => db.insert(auditEvents).values(row));
  // Events come first: a clash is then found before anything else is.
  const [first, ...rest] = [...inserts, ...statements];
  if (first) await db.batch([first, ...rest]);
};

const isClash = (error: unknown) => violatesUnique(error, 'audit_events.tenant, audit_events.seq');

const pause = (attempt: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.random() * Math.min(attempt * 4, MAX_PAUSE_MS));
  });

const readWithHead = async <Reads extends readonly Statement[]>(
  db: Database,
  tenant: string,
  reads: Reads,
) => {
  const [heads, ...found] = await db.batch([headOf(db, tenant), ...reads]);
  return { head: heads[0] ?? { seq: 0, hash: GENESIS }, found: found as BatchResponse<Reads> };
};

/**
 * Changes something of a tenant and says so in its audit chain: all of it in one batch, or nothing.
 * `decide` is given what `reads` found and may read more: nothing that is audited has happened to the
 * tenant when its decision is written. An event in between would have taken the number of ours; then
 * the batch fails, and `decide` is asked again. Throws `too-many-changes` where that goes on and on,
 * and whatever `decide` throws.
 */
export const audited = async <const Reads extends readonly Statement[], Answer>(
  deps: Pick<Deps, 'db' | 'now'>,
  who: Who,
  reads: Reads,
  decide: (found: BatchResponse<Reads>) => Decision<Answer> | Promise<Decision<Answer>>,
): Promise<Answer> => {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const { head, found } = await readWithHead(deps.db, who.tenant, reads);
    const decision = await decide(found);
    try {
      await write(deps, who, decision, head);
      return decision.answer;
    } catch (error) {
      if (!isClash(error)) throw error;
      await pause(attempt);
    }
  }
  throw new ProblemError('too-many-changes', { retryAfter: 1 });
};
