import { describe, expect, test } from 'vitest';
import type { KeyState } from '../../contract/keys.ts';
import type { OperatorView } from '../../contract/operator.ts';
import { concernsOf } from './attention.ts';
import { agoWords, counted, parseToken, shown, withCounts } from './model.ts';

const key: KeyState = {
  ...{ id: 'aaaaaaaa', role: 'retiring', inboxes: null, shortLived: 0, unreadable: 0 },
  ...{ safeToRetire: false, resealed: 300, total: null, running: true, finishedAt: null },
};

const status = (change: Partial<KeyState>) => ({ current: 'b', keys: [{ ...key, ...change }] });

describe('the counts of keys', () => {
  test('that were made once go on with a pass, which is answered without them', () => {
    const before = status({ resealed: 100, inboxes: 900, total: 1000 });
    expect(withCounts(status({}), before).keys[0]).toMatchObject({ total: 1000, inboxes: 700 });
  });

  test('that are newer win', () => {
    const before = status({ resealed: 100, inboxes: 900, total: 1000 });
    const now = status({ inboxes: 5, total: 305 });
    expect(withCounts(now, before)).toEqual(now);
  });

  test('of a key that has changed its part are dropped', () => {
    const before = status({ role: 'current', inboxes: 900, total: 1000 });
    expect(withCounts(status({}), before).keys[0]).toMatchObject({ total: null, inboxes: null });
  });

  test('are unknown where nobody has counted', () => {
    expect(withCounts(status({}), undefined)).toEqual(status({}));
  });
});

describe('a token', () => {
  test('may be pasted with space around it', () => {
    expect(parseToken('  abc+/=\n')).toEqual({ ok: true, token: 'abc+/=' });
  });
  test.each(['', '   ', 'two words', 'ключ'])('is refused before it is sent: “%s”', (text) => {
    expect(parseToken(text).ok).toBe(false);
  });
});

test.each([
  [0, 'just now'],
  [10_400, '10 s ago'],
  [59_999, '59 s ago'],
  [60_000, '1 min ago'],
  [7_200_000, '2 h ago'],
])('%i ms are told as %s', (ms, words) => expect(agoWords(ms)).toBe(words));

test('numbers are read in thousands, and few decimals', () => {
  expect([shown(1_234_567), shown(16.666), shown(0)]).toEqual(['1,234,567', '16.7', '0']);
  expect([counted(1, 'mail'), counted(2, 'mail')]).toEqual(['1 mail', '2 mails']);
});

const AT = '2026-11-23T10:00:00.000Z';
const early = (minutes: number) => new Date(Date.parse(AT) - minutes * 60_000).toISOString();

const well: OperatorView = {
  ...{ version: '1', at: AT, queues: { checks: 0, jobs: 0 } },
  checks: {
    ...{ intervalMinutes: 60, perMinute: 1, runs: 30, unfinishedRuns: 1, overdue: 0 },
    ...{ lastRun: early(1), lastCompletedRun: early(3) },
  },
  inboxes: { active: 60, failing: [] },
  connector: { ok: true, ms: 3, reason: null },
  outages: [],
  providers: [
    { provider: 'google', configured: true, trouble: null, secretExpiresAt: null },
    { provider: 'microsoft', configured: false, trouble: null, secretExpiresAt: null },
  ],
  ...{ mail: { mailer: 'smtp', waiting: 0, failed: [] }, deadLetters: [] },
};

const concerns = (change: Partial<OperatorView>, keys: KeyState[] = []) =>
  concernsOf({ view: { ...well, ...change }, keys: { current: 'b', keys } }).map(
    ({ tone, section }) => `${tone} ${section}`,
  );

describe('what needs attention', () => {
  test('is nothing where all goes as it should, failing inboxes and a running pass among it', () => {
    const failing = [{ code: 'wrong-password', message: 'x', count: 3, errors: 2 }];
    expect(concerns({ inboxes: { active: 60, failing } }, [key])).toEqual([]);
  });

  test('comes with the worst first', () => {
    const deadLetters = [{ id: 'x', body: '', at: AT, canRetry: false }];
    const connector = { ok: false, ms: 3000, reason: 'timeout' };
    expect(concerns({ deadLetters, connector })).toEqual(['bad connector', 'warn dead-letters']);
  });

  test('is a sweep that gets nowhere, not one that has just begun', () => {
    const checks = { ...well.checks, lastCompletedRun: early(31) };
    expect(concerns({ checks })).toEqual(['bad checks']);
    expect(concerns({ checks: { ...checks, unfinishedRuns: 0 } })).toEqual([]);
    expect(concerns({ checks: { ...checks, lastCompletedRun: null } })).toEqual([]);
  });

  test('is a secret that ends within two weeks, where its provider is in use', () => {
    const until = (secretExpiresAt: string, configured = true) =>
      concerns({
        providers: [{ provider: 'microsoft', configured, trouble: null, secretExpiresAt }],
      });
    expect(until('2026-12-08T00:00:00Z')).toEqual([]);
    expect(until('2026-12-07T00:00:00Z')).toEqual(['warn providers']);
    expect(until('2026-11-23T00:00:00Z')).toEqual(['bad providers']);
    expect(until('2026-11-24T00:00:00Z', false)).toEqual([]);
  });

  test('is a key that is missing, and inboxes that don’t open', () => {
    expect(concerns({}, [{ ...key, role: 'missing' }])).toEqual(['bad keys']);
    expect(concerns({}, [{ ...key, unreadable: 2 }])).toEqual(['warn keys']);
  });
});
