import { expect, test } from 'vitest';
import { agoWords, lengthWords, momentWords } from './relative-time.ts';

const now = new Date('2026-03-02T12:30:00Z');
const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

test.each([
  [59_000, 'just now'],
  [MINUTE_MS, '1 minute ago'],
  [12 * MINUTE_MS, '12 minutes ago'],
  [3 * HOUR_MS, '3 hours ago'],
  [2 * DAY_MS, '2 days ago'],
  [-5_000, 'just now'],
])('what was %i ms ago was %s', (ms, words) => {
  expect(agoWords(before(ms), now)).toBe(words);
});

test('of what is long ago the date is told', () => {
  expect(agoWords(before(8 * DAY_MS), now)).toMatch(/2026/);
});

test('of a moment of another day the day is told too', () => {
  const noon = new Date(2026, 2, 2, 12, 30);
  expect(momentWords(new Date(2026, 2, 2, 10, 4).toISOString(), noon)).not.toContain('Mar');
  expect(momentWords(new Date(2026, 2, 1, 10, 4).toISOString(), noon)).toContain('Mar');
});

test.each([
  [30_000, 'less than a minute'],
  [MINUTE_MS, '1 minute'],
  [42 * MINUTE_MS, '42 minutes'],
  [HOUR_MS, '1 hour'],
  [3 * HOUR_MS + 10 * MINUTE_MS, '3 hours 10 minutes'],
  [DAY_MS + 59 * MINUTE_MS, '1 day'],
  [2 * DAY_MS + HOUR_MS, '2 days 1 hour'],
])('%i ms are said to be %s', (ms, words) => {
  expect(lengthWords(ms)).toBe(words);
});
