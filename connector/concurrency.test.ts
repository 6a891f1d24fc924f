import { describe, expect, onTestFinished, test, vi } from 'vitest';
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

describe('while the process does not keep up', () => {
  test('a test waits although there is room, and starts when it does again', async () => {
    let keepsUp = false;
    const { enter, queued } = createConcurrency(
      { maxTests: 10, maxTestsPerTenant: 10, maxQueue: 10, maxQueuePerTenant: 10 },
      () => keepsUp,
    );
    const place = enter('a');
    expect([place?.queued, queued()]).toEqual([true, 1]);
    keepsUp = true;
    await place?.turn;
    expect(queued()).toBe(0);
    expect(enter('a')?.queued).toBe(false);
  });

  test('many at once start a few at a time, all of them in the end', async () => {
    const { enter, running } = createConcurrency(
      { maxTests: 100, maxTestsPerTenant: 100, maxQueue: 100, maxQueuePerTenant: 100 },
      () => true,
    );
    const places = Array.from({ length: 20 }, () => enter('a'));
    expect(running()).toBeLessThan(20);
    await Promise.all(places.map((place) => place?.turn));
    expect(running()).toBe(20);
  });

  test('only so many are active at once; those that wait for their servers don’t count', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { enter, running } = createConcurrency(
      { maxTests: 200, maxTestsPerTenant: 200, maxQueue: 200, maxQueuePerTenant: 200 },
      () => true,
    );
    const places = Array.from({ length: 60 }, () => enter('a'));
    const busy = setInterval(() => {
      for (const place of places) place?.touch();
    }, 20);
    await vi.advanceTimersByTimeAsync(500);
    expect(running()).toBe(32);
    clearInterval(busy);
    await vi.advanceTimersByTimeAsync(500);
    expect(running()).toBe(60);
  });

  test('a tenant with none running goes ahead of those that have some', async () => {
    let keepsUp = true;
    const { enter } = createConcurrency(
      { maxTests: 100, maxTestsPerTenant: 5, maxQueue: 100, maxQueuePerTenant: 100 },
      () => keepsUp,
    );
    await enter('busy')?.turn;
    keepsUp = false;
    const started: string[] = [];
    const places = ['busy', 'busy', 'quiet'].map((tenant) =>
      enter(tenant)?.turn.then(() => started.push(tenant)),
    );
    keepsUp = true;
    await Promise.all(places);
    expect(started[0]).toBe('quiet');
  });

  test('one that leaves while it waits is never started', async () => {
    let keepsUp = false;
    const { enter, running, queued } = createConcurrency(
      { maxTests: 10, maxTestsPerTenant: 10, maxQueue: 10, maxQueuePerTenant: 10 },
      () => keepsUp,
    );
    enter('a')?.leave();
    keepsUp = true;
    await enter('b')?.turn;
    expect([running(), queued()]).toEqual([1, 0]);
  });
});
