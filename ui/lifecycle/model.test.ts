import { expect, test } from 'vitest';
import { lifecycleActions } from './model.ts';

test('only what may be done with an inbox as a whole is offered, the gravest last', () => {
  expect(lifecycleActions(['delete', 'change', 'check', 'archive', 'connect'])).toEqual([
    'archive',
    'delete',
  ]);
  expect(lifecycleActions([])).toEqual([]);
});
