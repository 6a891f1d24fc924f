import { expect, test } from 'vitest';
import { tabByKey, tabOf } from './tabs.ts';

test('a tab is named by the address; no name is the first', () => {
  expect([undefined, 'connection', 'auto-response', 'nonsense'].map(tabOf)).toEqual([
    'general',
    'connection',
    'auto-response',
    undefined,
  ]);
});

test('the arrow keys go round the tabs in a circle', () => {
  expect(tabByKey('ArrowRight', 'activity')).toBe('general');
  expect(tabByKey('ArrowLeft', 'general')).toBe('activity');
  expect(tabByKey('ArrowRight', 'connection')).toBe('health');
  expect(tabByKey('End', 'general')).toBe('activity');
  expect(tabByKey('x', 'general')).toBeUndefined();
});
