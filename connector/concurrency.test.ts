import { expect, test } from 'vitest';
import { createConcurrency } from './concurrency.ts';

const settled = async (promise: Promise<void> | undefined) => {
  let done = false;
  promise?.then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return done;
};

test('beyond the total a test waits, beyond the queue it is turned away', async () => {
  const bounds = createConcurrency({
    maxTests: 1,
    maxTestsPerTenant: 1,
    maxQueue: 1,
    maxQueuePerTenant: 1,
  });
  const first = bounds.enter('a');
  const second = bounds.enter('b');
  expect([first?.queued, second?.queued, bounds.enter('c')]).toEqual([false, true, null]);
  expect(await settled(second?.turn)).toBe(false);
  first?.leave();
  expect(await settled(second?.turn)).toBe(true);
  expect([bounds.running(), bounds.queued()]).toEqual([1, 0]);
});

test('a tenant at its own bound holds nobody up', async () => {
  const bounds = createConcurrency({
    maxTests: 2,
    maxTestsPerTenant: 1,
    maxQueue: 5,
    maxQueuePerTenant: 5,
  });
  const first = bounds.enter('a');
  const again = bounds.enter('a');
  const other = bounds.enter('b');
  expect([again?.queued, other?.queued]).toEqual([true, false]);
  other?.leave();
  expect(await settled(again?.turn)).toBe(false);
  first?.leave();
  expect(await settled(again?.turn)).toBe(true);
});

test('leaving the queue gives the place in it up, and leaving twice counts once', () => {
  const bounds = createConcurrency({
    maxTests: 1,
    maxTestsPerTenant: 1,
    maxQueue: 1,
    maxQueuePerTenant: 1,
  });
  const first = bounds.enter('a');
  const second = bounds.enter('a');
  second?.leave();
  expect(bounds.queued()).toBe(0);
  first?.leave();
  first?.leave();
  expect(bounds.running()).toBe(0);
});

test('a tenant can’t take the whole queue', () => {
  const bounds = createConcurrency({
    maxTests: 1,
    maxTestsPerTenant: 1,
    maxQueue: 5,
    maxQueuePerTenant: 2,
  });
  const places = Array.from({ length: 4 }, () => bounds.enter('a'));
  expect(places.map((place) => place?.queued)).toEqual([false, true, true, undefined]);
  expect(bounds.enter('b')?.queued).toBe(true);
});
