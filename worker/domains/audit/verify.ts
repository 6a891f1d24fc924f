import { z } from 'zod';
import { auditActions } from '../../../contract/audit.ts';
import { GENESIS, hashOf } from './chain.ts';
import type { AuditRow } from './tables.ts';

/** An event as the database gives it, whatever may have become of it there: times in milliseconds. */
export type StoredEvent = Partial<Record<keyof AuditRow, unknown>>;

export type Head = { seq: number; hash: string };

/**
 * The first event of a chain that is not as it was written: its number (of a missing one: the number
 * that is not there), and when what is found there happened, if that can be told.
 */
export type Broken = {
  seq: number;
  problem: 'altered' | 'missing' | 'out of place';
  detail: string;
  at: string | null;
  action: string | null;
};

/** What came of verifying one tenant's chain. `events` counts those that are whole. */
export type Verdict = { events: number; head: Head; broken: Broken | null };

// `action` is hashed as it is stored, also where it is none that we know.
const whole = z.object({
  tenant: z.string(),
  seq: z.int(),
  at: z.int().transform((at) => new Date(at)),
  actorId: z.string(),
  actorName: z.string(),
  action: z.string().transform((action) => action as AuditRow['action']),
  inbox: z.string(),
  inboxName: z.string(),
  changes: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});

const isHashed = async (row: AuditRow): Promise<boolean> => {
  // A date out of range has no time, and would be hashed as none.
  if (Number.isNaN(row.at.getTime())) return false;
  return (await hashOf(row)) === row.hash;
};

type Finding = Pick<Broken, 'seq' | 'problem' | 'detail'>;

const misnumbered = (seq: unknown, expected: number): Finding =>
  typeof seq === 'number' && seq > expected
    ? {
        seq: expected,
        problem: 'missing',
        detail: `event ${expected} is not there, the next one is ${seq}`,
      }
    : {
        seq: expected,
        problem: 'out of place',
        detail: `what is in the place of event ${expected} is not numbered so`,
      };

const unlinked = (seq: number): Finding => ({
  seq,
  problem: 'out of place',
  detail:
    seq === 1
      ? 'it says that there were events before it'
      : `it was not written after event ${seq - 1} as that is now: one of the two was replaced`,
});

const altered = (seq: number): Finding => ({
  seq,
  problem: 'altered',
  detail: 'its content is not what its hash was made of',
});

const findingOf = async (event: StoredEvent, before: Head): Promise<Finding | null> => {
  const seq = before.seq + 1;
  if (event.seq !== seq) return misnumbered(event.seq, seq);
  if (event.previousHash !== before.hash) return unlinked(seq);
  const row = whole.safeParse(event).data;
  return row !== undefined && (await isHashed(row)) ? null : altered(seq);
};

const known = z.object({
  at: z
    .int()
    .transform((at) => new Date(at))
    .refine((at) => !Number.isNaN(at.getTime()))
    .transform((at) => at.toISOString())
    .nullable()
    .catch(null),
  // Any other text may be an attacker's, and this is printed.
  action: z.enum(auditActions).nullable().catch(null),
});

/**
 * Follows one tenant's events, in the order of their numbers: these are 1, 2, 3…, each event has the hash
 * of the one before and a hash of its own that can be made again. Reads no further than the first that
 * is broken. What it can't notice: newest events that are gone, and a chain that was made anew from some
 * event on; for both, compare a head that was kept elsewhere.
 */
export const verifyChain = async (events: AsyncIterable<StoredEvent>): Promise<Verdict> => {
  let head: Head = { seq: 0, hash: GENESIS };
  for await (const event of events) {
    const finding = await findingOf(event, head);
    if (finding !== null) {
      return { events: head.seq, head, broken: { ...finding, ...known.parse(event) } };
    }
    head = { seq: head.seq + 1, hash: String(event.hash) };
  }
  return { events: head.seq, head, broken: null };
};
