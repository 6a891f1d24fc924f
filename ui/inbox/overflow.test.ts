import { expect, test } from 'vitest';
import { moreBeyond } from './overflow.ts';

test.each([
  [{ scrollLeft: 0, clientWidth: 300, scrollWidth: 300 }, 'none'],
  [{ scrollLeft: 0, clientWidth: 300, scrollWidth: 400 }, 'end'],
  [{ scrollLeft: 50, clientWidth: 300, scrollWidth: 400 }, 'both'],
  [{ scrollLeft: 99.5, clientWidth: 300, scrollWidth: 400 }, 'start'],
])('a row at %j has more at: %s', (row, more) => {
  expect(moreBeyond(row)).toBe(more);
});
