import { expect, test } from 'vitest';
import { runningWords, spansOf } from './timing.ts';

const mark = (ms: number) => ({ stage: 'resolve' as const, status: 'passed' as const, ms });

test('stages lie one after the other, as long as they took', () => {
  expect(spansOf([mark(100), mark(300), { stage: 'tls', status: 'running' }])).toEqual([
    { from: 0, length: 25, isSlow: false },
    { from: 25, length: 75, isSlow: false },
    null,
  ]);
});

test('a stage that took long is marked', () => {
  const slow = (times: number[]) => spansOf(times.map(mark)).map((span) => span?.isSlow);
  expect(slow([20, 4_000, 1_500])).toEqual([false, true, true]);
  expect(slow([20, 400])).toEqual([false, false]);
});

test('what was skipped, or took no time at all, has no length', () => {
  expect(spansOf([{ stage: 'tls', status: 'skipped', ms: 5 }, mark(10)])).toEqual([
    null,
    { from: 0, length: 100, isSlow: false },
  ]);
  expect(spansOf([mark(0)])).toEqual([null]);
  expect(spansOf([])).toEqual([]);
});

test('a clock that was set back makes no negative time', () => {
  expect([runningWords(1_449), runningWords(-50)]).toEqual(['1.4 s', '0.0 s']);
});
