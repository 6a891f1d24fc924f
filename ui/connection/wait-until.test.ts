import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { waitUntil } from './wait-until.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const waiting = (until: number) => {
  const page = new EventTarget();
  const controller = new AbortController();
  let outcome: boolean | 'waiting' = 'waiting';
  void waitUntil(until, controller.signal, page).then((isOver) => {
    outcome = isOver;
  });
  return { page, controller, outcome: () => outcome };
};

test('ends when the clock says so, and not before', async () => {
  const wait = waiting(42_000);
  await vi.advanceTimersByTimeAsync(41_900);
  expect(wait.outcome()).toBe('waiting');
  await vi.advanceTimersByTimeAsync(600);
  expect(wait.outcome()).toBe(true);
});

test('ends at once when a page comes back on which no timer ran meanwhile', async () => {
  const wait = waiting(42_000);
  vi.setSystemTime(60_000);
  await vi.advanceTimersByTimeAsync(0);
  expect(wait.outcome()).toBe('waiting');
  wait.page.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(0);
  expect(wait.outcome()).toBe(true);
});

test('can be stopped, and leaves no timer behind', async () => {
  const wait = waiting(42_000);
  wait.controller.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(wait.outcome()).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
