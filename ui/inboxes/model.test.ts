import { expect, test } from 'vitest';
import type { Inbox, InboxPage } from '../../contract/inbox.ts';
import * as model from './model.ts';

const inbox = (id: string) => ({ id, name: id }) as Inbox;
const page = (ids: string[], nextCursor: string | null = null): InboxPage => ({
  inboxes: ids.map(inbox),
  nextCursor,
  plan: { limit: 10, used: 7 },
});
const ids = (list: model.List) => ('plan' in list ? list.inboxes.map(({ id }) => id) : []);

test('a page is added below the others, and an inbox that moved is shown once', () => {
  const first = model.show(model.firstLoad, page(['a', 'b'], 'next'));
  expect(ids(model.append(model.loadMore(first), page(['b', 'c'])))).toEqual(['a', 'b', 'c']);
});

test('the rows stay while a search runs', () => {
  const shown = model.show(model.firstLoad, page(['a']));
  const searching = model.search(shown, { q: 'x', status: '' });
  expect([searching.kind, ids(searching)]).toEqual(['searching', ['a']]);
});

test('the rows stay when more could not be loaded', () => {
  const loading = model.loadMore(model.show(model.firstLoad, page(['a'], 'next')));
  expect(model.fail(loading, new Error('x'))).toMatchObject({
    kind: 'more-failed',
    nextCursor: 'next',
  });
});

test.each([
  ['connected', 'Settings', '/list/a'],
  ['error', 'Fix settings', '/list/a/connection'],
  ['disconnected', 'Finish connecting', '/list/a/connection'],
] as const)('%s: “%s” leads to %s', (status, step, path) => {
  expect(model.nextStep({ status })).toBe(step);
  expect(model.nextPath('/list', { id: 'a', status })).toBe(path);
});

test('a plan is full at its limit', () => {
  expect([6, 7, 8].map((used) => model.isFull({ limit: 7, used }))).toEqual([false, true, true]);
});
