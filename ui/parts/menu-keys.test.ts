import { expect, test } from 'vitest';
import { itemByKey } from './menu-keys.ts';

const labels = ['Disconnect', 'Archive', 'Delete'];

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 2, 0],
  ['ArrowUp', 0, 2],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['a', 0, 1],
  ['D', 0, 2],
  ['d', 2, 0],
])('%s leads from item %i to item %i', (key, from, to) => {
  expect(itemByKey(key, from, labels)).toBe(to);
});

test.each(['x', ' ', 'Enter', 'Escape', 'Tab'])('%j leads to no item', (key) => {
  expect(itemByKey(key, 0, labels)).toBeUndefined();
});
