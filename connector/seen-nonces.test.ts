import { expect, test } from 'vitest';
import { createSeenNonces } from './seen-nonces.ts';

test('a nonce is new once, until its lifetime is over', () => {
  const seen = createSeenNonces(60_000);
  expect([seen.add('a', 0), seen.add('a', 59_999), seen.add('a', 60_000)]).toEqual([
    true,
    false,
    true,
  ]);
});

test('a full memory refuses new nonces rather than forget one that could be replayed', () => {
  const seen = createSeenNonces(60_000, 2);
  expect([seen.add('a', 0), seen.add('b', 10), seen.add('c', 20)]).toEqual([true, true, false]);
  expect([seen.add('b', 60_000), seen.add('c', 60_000)]).toEqual([false, true]);
});
