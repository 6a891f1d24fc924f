import { describe, expect, test } from 'vitest';
import { failureCodes } from '../../../contract/failure.ts';
import { inboxRow } from '../../testing/inbox-row.ts';
import { statusOf } from './inbox.ts';
import type { InboxRow } from './tables.ts';
import {
  afterCheckByHand,
  afterFinding,
  type Finding,
  isHealthy,
  isRefusal,
  restored,
} from './trouble.ts';

const START = Date.parse('2026-11-23T10:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MIN = 24 * 60;
const at = (minute: number) => new Date(START + minute * MINUTE_MS);

const STORED = { credentialsEncrypted: 'sealed', credentialsKeyId: 'k', credentialsVersion: 1 };
const SINCE = at(-DAY_MIN);
const HEALTHY = inboxRow({ ...STORED, connectedAt: SINCE });
const UNTRIED = inboxRow(STORED);

const passed: Finding = { kind: 'passed' };
const refused: Finding = { kind: 'refused', code: 'wrong-password', at: 'imap.acme.test:993' };
const failing: Finding = {
  kind: 'failing',
  code: 'connection-refused',
  at: 'imap.acme.test:993',
};

/** The row after checks that each found something at a minute. */
const checked = (row: InboxRow, ...findings: [minute: number, Finding][]): InboxRow => {
  const now = { ...row };
  for (const [minute, finding] of findings) {
    Object.assign(now, afterFinding(now, finding, at(minute)));
  }
  return now;
};

const FAILING = checked(HEALTHY, [0, failing]);
const ERROR = checked(HEALTHY, [0, failing], [15, failing], [30, failing]);
const REFUSED = checked(HEALTHY, [0, refused]);

/** What there is to see of an inbox. */
const seen = (row: InboxRow): string => {
  const failingBy = row.failingCode === null ? 'not failing' : `failing ×${row.failingChecks}`;
  const isHeld = row.connectedAt === null ? 'let go' : 'held';
  return `${statusOf(row)}, ${row.lastError ?? 'no error'}, ${failingBy}, ${isHeld}`;
};

describe('what a check makes of an inbox', () => {
  const states = { HEALTHY, FAILING, ERROR, REFUSED, UNTRIED };
  test.each([
    ['HEALTHY', passed, 'connected, no error, not failing, held'],
    ['HEALTHY', refused, 'error, wrong-password, failing ×1, let go'],
    ['HEALTHY', failing, 'connected, no error, failing ×1, held'],
    ['FAILING', passed, 'connected, no error, not failing, held'],
    ['FAILING', refused, 'error, wrong-password, failing ×2, let go'],
    ['FAILING', failing, 'connected, no error, failing ×2, held'],
    ['ERROR', passed, 'connected, no error, not failing, held'],
    ['ERROR', refused, 'error, wrong-password, failing ×4, let go'],
    ['ERROR', failing, 'error, connection-refused, failing ×4, held'],
    ['REFUSED', passed, 'connected, no error, not failing, held'],
    ['REFUSED', refused, 'error, wrong-password, failing ×2, let go'],
    ['REFUSED', failing, 'error, wrong-password, failing ×2, let go'],
    ['UNTRIED', passed, 'connected, no error, not failing, held'],
    ['UNTRIED', refused, 'error, wrong-password, failing ×1, let go'],
    ['UNTRIED', failing, 'disconnected, no error, not failing, let go'],
  ] as const)('%s, then $1.kind: %s', (state, finding, expected) => {
    const row = checked(states[state], [40, finding]);
    expect(seen(row)).toBe(expected);
    expect(row.lastCheckedAt).toEqual(at(40));
    // Whatever was found, nothing is lost that an admin would have to type in again.
    expect(row).toMatchObject(STORED);
    expect(row.nextCheckAt === null).toBe(row.failingSince === null);
    expect(isHealthy(row)).toBe(seen(row) === 'connected, no error, not failing, held');
  });

  test('"since" goes on where only the network was away, and begins anew after a refusal', () => {
    expect(checked(ERROR, [40, passed]).connectedAt).toEqual(at(40));
    expect(checked(FAILING, [40, passed]).connectedAt).toEqual(SINCE);
    expect(checked(REFUSED, [40, passed])).toMatchObject({
      connectedAt: at(40),
      disconnectedAt: null,
    });
    expect(REFUSED.disconnectedAt).toEqual(at(0));
  });
});

describe('a fault that may pass', () => {
  test('is an error with the third check in a row over at least 30 minutes, not before', () => {
    expect(statusOf(checked(HEALTHY, [0, failing], [10, failing]))).toBe('connected');
    expect(statusOf(checked(HEALTHY, [0, failing], [10, failing], [29, failing]))).toBe(
      'connected',
    );
    expect(ERROR).toMatchObject({ lastErrorAt: at(30), failingSince: at(0), failingChecks: 3 });
    expect(statusOf(checked(HEALTHY, [0, failing], [300, failing]))).toBe('connected');
  });

  test('is none after three quick checks by hand, and is known after 30 minutes all the same', () => {
    const row = checked(HEALTHY, [0, failing], [1, failing], [2, failing]);
    expect(statusOf(row)).toBe('connected');
    expect(row.nextCheckAt).toEqual(at(30));
    expect(statusOf(checked(row, [30, failing]))).toBe('error');
  });

  test('begins to count anew where a check has passed in between', () => {
    const row = checked(HEALTHY, [0, failing], [10, failing], [20, passed], [31, failing]);
    expect(row).toMatchObject({ failingSince: at(31), failingChecks: 1, lastError: null });
    expect(statusOf(checked(row, [45, failing], [60, failing]))).toBe('connected');
    expect(statusOf(checked(row, [45, failing], [61, failing]))).toBe('error');
  });

  test('is the newest one that was met; the error keeps the date on which it became one', () => {
    const tls: Finding = { kind: 'failing', code: 'certificate-expired', at: 'imap.acme.test:993' };
    expect(checked(ERROR, [60, tls])).toMatchObject({
      ...{ lastError: 'certificate-expired', failingCode: 'certificate-expired' },
      ...{ lastErrorAt: at(30), failingSince: at(0), connectedAt: SINCE },
    });
  });

  test('is looked at after 10, 20 and 30 minutes, then hourly', () => {
    let row = HEALTHY;
    const pauses: number[] = [];
    let minute = 0;
    for (let check = 0; check < 6; check++) {
      row = checked(row, [minute, failing]);
      const next = ((row.nextCheckAt?.getTime() ?? 0) - START) / MINUTE_MS;
      pauses.push(next - minute);
      minute = next;
    }
    expect(pauses).toEqual([10, 20, 30, 60, 60, 60]);
  });
});

describe('a refusal', () => {
  test('is tried again after 1, 4, 12 and 24 hours, and no more after 14 days', () => {
    let row = HEALTHY;
    const hours: number[] = [];
    let minute = 0;
    for (;;) {
      row = checked(row, [minute, refused]);
      if (row.nextCheckAt === null) break;
      const next = (row.nextCheckAt.getTime() - START) / MINUTE_MS;
      hours.push((next - minute) / 60);
      minute = next;
      expect(hours.length).toBeLessThan(100);
    }
    expect(hours.slice(0, 4)).toEqual([1, 4, 12, 24]);
    expect(hours.slice(4).every((each) => each === 24)).toBe(true);
    expect(minute).toBeGreaterThanOrEqual(14 * DAY_MIN);
    expect(minute).toBeLessThan(15 * DAY_MIN);
    expect(row).toMatchObject({ lastError: 'wrong-password', failingSince: at(0) });
  });

  test('stays one while the server is away: neither its code nor its date changes', () => {
    const row = checked(REFUSED, [60, failing], [300, failing], [900, failing]);
    expect(row).toMatchObject({
      ...{ lastError: 'wrong-password', lastErrorAt: at(0), failingCode: 'wrong-password' },
      ...{ failingSince: at(0), failingChecks: 4, connectedAt: null },
    });
  });

  test('is an answer about the credentials alone: no fault of the network or of TLS is one', () => {
    expect(failureCodes.filter(isRefusal).sort()).toEqual([
      'account-disabled',
      'app-password-required',
      'authentication-mechanism-unsupported',
      'browser-sign-in-required',
      'password-expired',
      'password-login-disabled',
      'wrong-password',
    ]);
  });
});

describe('an inbox that is taken into use again', () => {
  test('is looked at at once, whether it was in error or well', () => {
    const error = { ...ERROR, archivedAt: at(50), failingSince: null };
    expect(restored(error, at(60))).toMatchObject({
      ...{ archivedAt: null, failingSince: at(60), failingCode: 'connection-refused' },
      nextCheckAt: at(60),
    });
    expect(restored({ ...HEALTHY, archivedAt: at(50) }, at(60))).toMatchObject({
      ...{ archivedAt: null, failingSince: null, nextCheckAt: at(60) },
    });
  });
});

describe('a check that somebody asked for', () => {
  const byHand = (row: InboxRow, minute: number, finding: Finding): InboxRow => ({
    ...row,
    ...afterCheckByHand(row, finding, at(minute)),
  });

  test.each([
    ['failing', FAILING, failing],
    ['in error', ERROR, failing],
    ['refused', REFUSED, refused],
  ])('neither counts nor puts off the next one while the inbox is %s', (_name, row, finding) => {
    const after = byHand(byHand(row, 35, finding), 36, finding);
    expect(after).toMatchObject({
      failingChecks: row.failingChecks,
      nextCheckAt: row.nextCheckAt,
      lastCheckedAt: at(36),
    });
  });

  test('ends the trouble where it passes, begins one where it fails, and tells of a refusal at once', () => {
    expect(seen(byHand(ERROR, 35, passed))).toBe(seen(HEALTHY));
    expect(seen(byHand(HEALTHY, 35, failing))).toBe(seen(FAILING));
    expect(byHand(FAILING, 5, refused)).toMatchObject({
      lastError: 'wrong-password',
      connectedAt: null,
      nextCheckAt: at(5 + 4 * 60),
    });
  });
});
