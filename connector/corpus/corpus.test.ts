import { describe, expect, test } from 'vitest';
import { failureCodes } from '../../contract/failure.ts';
import { protocols } from '../../contract/mail-server.ts';
import { nameOf } from './case.ts';
import { cases } from './cases.ts';
import { REAL, runAll, SHORT } from './run-all.ts';
import { TOLD_ELSEWHERE } from './told-elsewhere.ts';

const AT_ONCE = 10;
const MAX_PATIENCE_MS = 60_000;

// Most of the time is spent waiting, so all are begun now.
const patient = cases.filter(({ representative }) => representative);
const underRealDeadlines = runAll(patient, { patience: REAL, atOnce: patient.length });
// Those with short deadlines first: a flood beside them would take the time that they have.
const hasty = cases
  .filter(({ expect: expected }) => !expected.endsWith(': test-timeout'))
  .toSorted((one, other) => Number(other.slow ?? false) - Number(one.slow ?? false));
const underShortDeadlines = runAll(hasty, { patience: SHORT, atOnce: AT_ONCE });

describe('each case is found, and no password is sent too early', () => {
  test.each(
    underShortDeadlines.map(
      ({ one, ran }) => [nameOf(one).replaceAll('%', '%%'), one, ran] as const,
    ),
  )('%s', { timeout: MAX_PATIENCE_MS }, async (_, one, ran) => {
    const { got, faults } = await ran;
    expect({ got, faults }).toEqual({ got: one.expect, faults: [] });
  });
});

test('what the deadline of the whole ends is shown under the real ones', () => {
  expect(cases.filter((one) => !hasty.includes(one) && !one.representative)).toEqual([]);
});

test('what ends by a deadline ends by the real ones: 10 s a stage, 20 s in all', {
  timeout: MAX_PATIENCE_MS,
}, async () => {
  expect(REAL.stageMs).toBeLessThanOrEqual(10_000);
  expect(REAL.testMs).toBeLessThan(20_000);
  for (const { one, ran } of underRealDeadlines) {
    const { got, faults } = await ran;
    expect({ name: nameOf(one), got, faults }).toEqual({
      name: nameOf(one),
      got: one.expect,
      faults: [],
    });
  }
});

test('every failure that a connection test can find is found in a case', () => {
  const found = new Set(cases.map(({ expect: expected }) => expected.split(': ')[1]));
  const missing = failureCodes.filter((code) => !found.has(code));
  expect(missing.toSorted()).toEqual(Object.keys(TOLD_ELSEWHERE).toSorted());
});

test('cases have names of their own, and there are many of each protocol and security', () => {
  expect(new Set(cases.map(nameOf)).size).toBe(cases.length);
  for (const protocol of protocols) {
    for (const security of ['tls', 'starttls', 'none']) {
      const of = cases.filter((one) => one.protocol === protocol && one.security === security);
      expect(of.length).toBeGreaterThan(20);
    }
  }
});
