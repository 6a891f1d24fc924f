import { expect, test } from 'vitest';
import type { InboxPage, InboxSummary } from '../../contract/inbox.ts';
import { readAgain } from './read-again.ts';

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: String(at) }) as InboxSummary);

/** A workspace of so many inboxes, read as the API pages; remembers the limits that were asked for. */
const workspace = (count: number) => {
  const all = rows(count);
  const limits: number[] = [];
  const read = async ({ cursor, limit }: { cursor: string | null; limit: number }) => {
    limits.push(limit);
    const end = Number(cursor ?? 0) + limit;
    const page: InboxPage = {
      inboxes: all.slice(Number(cursor ?? 0), end),
      nextCursor: end < all.length ? String(end) : null,
      plan: { limit: count, used: count, archived: 0 },
    };
    return page;
  };
  return { limits, read };
};

test('pages that were loaded stay loaded, and no more are', async () => {
  const { limits, read } = workspace(400);
  const page = await readAgain({ inboxes: rows(150), nextCursor: '150' }, read);
  expect([page.inboxes.length, page.nextCursor]).toEqual([150, '150']);
  expect(limits).toEqual([100, 50]);
});

test('a list that was shown to its end is read to its end, also when that has moved', async () => {
  const { read } = workspace(53);
  const page = await readAgain({ inboxes: rows(50), nextCursor: null }, read);
  expect([page.inboxes.length, page.nextCursor]).toEqual([53, null]);
});

test('a list that has become shorter ends where it ends', async () => {
  const { read } = workspace(20);
  const page = await readAgain({ inboxes: rows(50), nextCursor: '50' }, read);
  expect([page.inboxes.length, page.nextCursor]).toEqual([20, null]);
});

test('a list without rows asks for the API’s least', async () => {
  const { limits, read } = workspace(3);
  await readAgain({ inboxes: [], nextCursor: '0' }, read);
  expect(limits).toEqual([1]);
});
