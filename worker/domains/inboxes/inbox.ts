import type { FailureCode } from '../../../contract/failure.ts';
import type { Status } from '../../../contract/inbox.ts';
import type { InboxRow } from './tables.ts';

type Connection = Pick<InboxRow, 'connectedAt' | 'lastError'>;

/** What an inbox's columns say of it. */
export const statusOf = ({ connectedAt, lastError }: Connection): Status => {
  if (lastError !== null) return 'error';
  return connectedAt === null ? 'disconnected' : 'connected';
};

/** After a test that passed on what is now stored; "since" goes on where it was connected already. */
export const connected = (row: Connection, now: Date) => ({
  connectedAt: statusOf(row) === 'connected' ? row.connectedAt : now,
  lastError: null,
  lastErrorAt: null,
  lastCheckedAt: now,
});

/** After storing credentials that nobody has tried yet. */
export const untried = () => ({ connectedAt: null, lastError: null, lastErrorAt: null });

// The server has looked at the credentials and said no: trying again can't help.
const REFUSALS: ReadonlySet<FailureCode> = new Set([
  'wrong-password',
  'app-password-required',
  'password-login-disabled',
  'account-disabled',
  'authentication-mechanism-unsupported',
]);

/** After a check on stored credentials that failed. Only a refusal counts; an outage changes nothing. */
export const checkFailed = (codes: readonly FailureCode[], now: Date) => {
  const refusal = codes.find((code) => REFUSALS.has(code));
  if (refusal === undefined) return { lastCheckedAt: now };
  return { connectedAt: null, lastError: refusal, lastErrorAt: now, lastCheckedAt: now };
};

const SLOTS = 60;

/** The minute of the hour in which an inbox is checked: FNV-1a of its id, so that checks spread evenly. */
export const checkSlot = (id: string): number => {
  let hash = 0x811c9dc5;
  for (const character of id) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash % SLOTS;
};
