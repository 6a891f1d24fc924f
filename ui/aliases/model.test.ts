import { expect, test } from 'vitest';
import * as model from './model.ts';

const alias = (id: string) => ({
  id,
  emailAddress: `${id}@acme.test`,
  createdAt: '2026-01-01T00:00:00Z',
});
const shown = model.show([alias('a'), alias('b')]);

test('a new alias stands last, and once', () => {
  const twice = model.added(model.added(shown, alias('c')), alias('c'));
  expect(twice).toEqual(model.show([alias('a'), alias('b'), alias('c')]));
});

test('an alias that is being removed is there until it is gone', () => {
  const removing = model.startRemoving(shown, 'a');
  expect(removing).toMatchObject({ list: [alias('a'), alias('b')], removing: ['a'] });
  expect(model.removed(removing, 'a')).toEqual(model.show([alias('b')]));
});

test('an alias that could not be removed stays', () => {
  expect(model.keep(model.startRemoving(shown, 'a'), 'a')).toEqual(shown);
});
