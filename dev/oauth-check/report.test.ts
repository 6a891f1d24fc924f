import { expect, test } from 'vitest';
import { asJson, asText, type Check, exitCodeOf, type Report } from './report.ts';

const report = (...statuses: Check['status'][]): Report => ({
  provider: 'google',
  note: null,
  checks: statuses.map((status) => ({ check: 'keys', status, detail: 'found', hint: 'do this' })),
});

test.each([
  [[report()], 0],
  [[report('fine', 'register')], 0],
  [[report('fine'), report('fine', 'unknown')], 2],
  [[report('mend', 'unknown', 'skipped'), report('unknown')], 1],
  [[report('unknown'), report('mend')], 1],
])('what is to be mended goes before what is not known', (reports, code) => {
  expect(exitCodeOf(reports)).toBe(code);
});

test('a person reads a table, with the hint under its check', () => {
  expect(asText(report('mend')).split('\n')).toEqual([
    'Google: mend this',
    '  keys          MEND      found',
    '                          -> do this',
  ]);
  expect(asText({ ...report(), note: 'GOOGLE_CLIENT_ID is empty.' })).toBe(
    'Google: not configured\n  GOOGLE_CLIENT_ID is empty.',
  );
});

test('a program reads a line', () => {
  expect(JSON.parse(asJson(report('unknown')))).toEqual({
    provider: 'google',
    verdict: 'unknown',
    note: null,
    checks: [{ check: 'keys', status: 'unknown', detail: 'found', hint: 'do this' }],
  });
});
