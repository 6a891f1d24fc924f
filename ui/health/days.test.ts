import { describe, expect, test } from 'vitest';
import type { HealthDay } from '../../contract/health.ts';
import { countOf, dayNameOf, dayWords, percentWords, uptimeOf } from './days.ts';

const DAY_MINUTES = 24 * 60;

const day = (
  date: string,
  state: HealthDay['state'],
  errorMinutes = 0,
  checkedMinutes = state === 'unknown' ? 0 : DAY_MINUTES,
): HealthDay => ({ day: date, state, errorMinutes, checkedMinutes });

describe('how much of the time an inbox worked', () => {
  test('is counted over the time in which it was checked', () => {
    const days = [day('2026-02-28', 'unknown'), day('2026-03-01', 'error', 144)];
    expect(uptimeOf(days)).toBeCloseTo(0.9);
  });

  test('counts of a day only the minutes in which it was checked', () => {
    const days = [day('2026-03-01', 'ok', 0, 120), day('2026-03-02', 'error', 60, 120)];
    expect(uptimeOf(days)).toBeCloseTo(0.75);
  });

  test('takes failed checks that are no error for time that it worked', () => {
    expect(uptimeOf([day('2026-03-01', 'trouble')])).toBe(1);
  });

  test('is never all of it where there was an error', () => {
    expect(uptimeOf([day('2026-03-01', 'error', 0)])).toBeLessThan(1);
  });

  test('is never less than none of it', () => {
    expect(uptimeOf([day('2026-03-01', 'error', 61, 60)])).toBe(0);
  });

  test('is not known before an hour of checks', () => {
    expect(
      uptimeOf([day('2026-03-01', 'ok', 0, 30), day('2026-03-02', 'error', 4, 29)]),
    ).toBeNull();
    expect(uptimeOf([day('2026-03-01', 'ok', 0, 30), day('2026-03-02', 'ok', 0, 30)])).toBe(1);
  });

  test('is not known of an inbox that was never checked', () => {
    expect(uptimeOf([day('2026-03-01', 'unknown')])).toBeNull();
  });
});

test.each([
  [1, '100%'],
  [0.99996, '99.99%'],
  [0.9999999, '99.99%'],
  [0.9, '90%'],
  [0.285, '28.5%'],
  [0, '0%'],
])('%f is told as %s', (uptime, words) => {
  expect(percentWords(uptime)).toBe(words);
});

test.each([
  ['ok', 0, 'no fault'],
  ['error', 42, 'in error for 42 minutes'],
  ['error', 0, 'in error for less than a minute'],
  ['error', 1440, 'in error for 1 day'],
  ['unknown', 0, 'not checked'],
] as const)('a day that was %s, %i minutes in error: %s', (state, minutes, words) => {
  expect(dayWords(day('2026-03-01', state, minutes))).toBe(words);
});

test('a day keeps its name wherever the person is', () => {
  expect(dayNameOf(day('2026-03-01', 'ok'))).toMatch(/Mar.*1|1.*Mar/);
});

test('days are counted by how they went', () => {
  const days = [day('a', 'ok'), day('b', 'ok'), day('c', 'error', 3)];
  expect([countOf(days, 'ok'), countOf(days, 'error'), countOf(days, 'unknown')]).toEqual([
    2, 1, 0,
  ]);
});
