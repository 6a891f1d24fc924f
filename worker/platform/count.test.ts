import { expect, test } from 'vitest';
import { countsOf } from './count.ts';

test('checks that ended alike are one point, with how many they were and how long they took', () => {
  const points: AnalyticsEngineDataPoint[] = [];
  const count = countsOf({ writeDataPoint: (point) => void points.push(point ?? {}) });
  const passed = { what: 'imap', end: 'passed', ms: 100 };
  count([passed, { ...passed, ms: 200 }, { ...passed, what: 'gmail' }, { ...passed, end: 'busy' }]);
  expect(points).toEqual([
    { indexes: ['imap'], blobs: ['imap', 'passed'], doubles: [2, 300] },
    { indexes: ['gmail'], blobs: ['gmail', 'passed'], doubles: [1, 100] },
    { indexes: ['imap'], blobs: ['imap', 'busy'], doubles: [1, 100] },
  ]);
});

test('where there is no dataset, nothing is counted and nothing fails', () => {
  expect(() => countsOf(undefined)([{ what: 'imap', end: 'passed', ms: 1 }])).not.toThrow();
});
