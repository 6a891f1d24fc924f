import type { FailureCode } from '../../../contract/failure.ts';
import type { InboxErrorCode } from '../../../contract/inbox.ts';
import { connected, NOT_FAILING, noLongerConnected } from './inbox.ts';
import type { InboxRow } from './tables.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A fault that may pass by itself becomes an error when so many checks in a row, over so long, have met it. */
const CHECKS_TO_ERROR = 3;
const TIME_TO_ERROR_MS = 30 * MINUTE_MS;

const SOFT_PAUSES_MS = [10 * MINUTE_MS, 20 * MINUTE_MS, 30 * MINUTE_MS];
// A login that was refused seldom comes right by itself, and each attempt may bring the account nearer to a lock.
const REFUSED_PAUSES_MS = [HOUR_MS, 4 * HOUR_MS, 12 * HOUR_MS];
const REFUSED_TRIED_FOR_MS = 14 * DAY_MS;

/** What a check of stored credentials found. `at` is where: a server as host:port, or a provider. */
export type Finding =
  | { kind: 'passed' }
  /** The credentials were looked at and said no to: trying again can't help. */
  | { kind: 'refused'; code: InboxErrorCode; at: string | null }
  /** Anything else, which may pass. */
  | { kind: 'failing'; code: InboxErrorCode; at: string | null };

type Failed = Exclude<Finding, { kind: 'passed' }>;

const REFUSALS: ReadonlySet<FailureCode> = new Set([
  'wrong-password',
  'app-password-required',
  'browser-sign-in-required',
  'password-login-disabled',
  'password-expired',
  'account-disabled',
  'authentication-mechanism-unsupported',
]);

/** Whether a server's answer is about the credentials, and final. */
export const isRefusal = (code: FailureCode): boolean => REFUSALS.has(code);

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);

/** When an inbox whose credentials were refused is tried again; `null` when that has gone on for long enough. */
const afterRefusal = (checks: number, since: Date, now: Date): Date | null => {
  if (now.getTime() - since.getTime() >= REFUSED_TRIED_FOR_MS) return null;
  return later(now, REFUSED_PAUSES_MS[checks - 1] ?? DAY_MS);
};

const afterFault = (checks: number, since: Date, isError: boolean, now: Date): Date => {
  const pause = later(now, SOFT_PAUSES_MS[checks - 1] ?? HOUR_MS);
  const verdict = later(since, TIME_TO_ERROR_MS);
  // However often somebody has checked by hand meanwhile: it is known by then.
  return !isError && verdict > now && verdict < pause ? verdict : pause;
};

const refused = (row: InboxRow, { code, at }: Failed, now: Date): Partial<InboxRow> => {
  const checks = row.failingChecks + 1;
  const since = row.failingSince ?? now;
  return {
    ...noLongerConnected(row, now),
    lastError: code,
    lastErrorAt: now,
    lastCheckedAt: now,
    failingSince: since,
    failingCode: code,
    failingAt: at,
    failingChecks: checks,
    nextCheckAt: afterRefusal(checks, since, now),
  };
};

const failing = (row: InboxRow, { code, at }: Failed, now: Date): Partial<InboxRow> => {
  // Credentials that never worked are no incident: who stored them has not been told that they do.
  if (row.connectedAt === null && row.failingSince === null) return { lastCheckedAt: now };
  const checks = row.failingChecks + 1;
  const since = row.failingSince ?? now;
  const isRefused = row.lastError !== null && row.connectedAt === null;
  if (isRefused) {
    // What was refused stays refused, wherever the server has gone since.
    const nextCheckAt = afterRefusal(checks, since, now);
    return { lastCheckedAt: now, failingChecks: checks, nextCheckAt };
  }
  const isLong = now.getTime() - since.getTime() >= TIME_TO_ERROR_MS;
  const isError = row.lastError !== null || (checks >= CHECKS_TO_ERROR && isLong);
  return {
    ...(isError && { lastError: code, lastErrorAt: row.lastErrorAt ?? now }),
    lastCheckedAt: now,
    failingSince: since,
    failingCode: code,
    failingAt: at,
    failingChecks: checks,
    nextCheckAt: afterFault(checks, since, isError, now),
  };
};

/**
 * What becomes of an inbox by what a check found. A refusal is an error at once, and the inbox is no
 * longer connected; any other fault is one when three checks in a row over at least 30 minutes have met
 * it, and leaves the inbox connected; one that passes ends both.
 */
export const afterFinding = (row: InboxRow, finding: Finding, now: Date): Partial<InboxRow> => {
  if (finding.kind === 'passed') return connected(row, now);
  return finding.kind === 'refused' ? refused(row, finding, now) : failing(row, finding, now);
};

/**
 * {@link afterFinding} of a check that somebody asked for: while an inbox fails already it neither counts
 * nor puts off the next one by itself, as whoever is impatient is not to wait the longer for it.
 */
export const afterCheckByHand = (row: InboxRow, finding: Finding, now: Date): Partial<InboxRow> => {
  const change = afterFinding(row, finding, now);
  const goesOn = row.failingSince !== null && finding.kind !== 'passed';
  const isAnother = change.lastError !== undefined && change.lastError !== row.lastError;
  if (!goesOn || isAnother) return change;
  return { ...change, failingChecks: row.failingChecks, nextCheckAt: row.nextCheckAt };
};

/** Whether a check that passes has nothing to write down: all is as it was. */
export const isHealthy = (row: InboxRow): boolean =>
  row.connectedAt !== null &&
  row.lastError === null &&
  row.failingSince === null &&
  row.nextCheckAt === null;

/** After it is taken into use again: what was broken when it was put away is looked at anew. */
export const restored = (row: InboxRow, now: Date): Partial<InboxRow> =>
  row.lastError === null || row.credentialsEncrypted === null
    ? // What was not looked at meanwhile is looked at soon.
      { archivedAt: null, ...NOT_FAILING, nextCheckAt: row.connectedAt === null ? null : now }
    : {
        archivedAt: null,
        failingSince: now,
        failingCode: row.lastError,
        failingAt: null,
        failingChecks: 0,
        nextCheckAt: now,
      };
