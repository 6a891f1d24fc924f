import { describe, expect, test } from 'vitest';
import type { InboxPage, InboxSummary } from '../../contract/inbox.ts';
import * as model from './model.ts';

const inbox = (id: string) =>
  ({ id, name: id, emailAddress: '', status: 'connected' }) as InboxSummary;
const page = (ids: string[], nextCursor: string | null = null): InboxPage => ({
  inboxes: ids.map(inbox),
  nextCursor,
  plan: { limit: 10, used: 7, archived: 0 },
});
const ids = (list: model.List) => ('plan' in list ? list.inboxes.map(({ id }) => id) : []);

test('a page is added below the others, and an inbox that moved is shown once', () => {
  const first = model.show(model.firstLoad(), page(['a', 'b'], 'next'));
  expect(ids(model.append(model.loadMore(first), page(['b', 'c'])))).toEqual(['a', 'b', 'c']);
});

test('the rows stay while a search runs', () => {
  const shown = model.show(model.firstLoad(), page(['a']));
  const searching = model.search(shown, { q: 'x', status: '' });
  expect([searching.kind, ids(searching)]).toEqual(['searching', ['a']]);
});

test('the rows stay when more could not be loaded', () => {
  const loading = model.loadMore(model.show(model.firstLoad(), page(['a'], 'next')));
  expect(model.fail(loading, new Error('x'))).toMatchObject({
    kind: 'more-failed',
    nextCursor: 'next',
  });
});

test('a renewal changes the rows, and neither the search nor what is still to be told', () => {
  const list = model.search(model.firstLoad(), { q: 'x', status: '' });
  const shown = model.loadMore(model.show(list, page(['a', 'b'], 'next')));
  const failed = model.fail(shown, 'gone');
  expect(model.renew(failed, page(['a', 'c'], 'later'))).toMatchObject({
    kind: 'more-failed',
    error: 'gone',
    filter: { q: 'x' },
    inboxes: [{ id: 'a' }, { id: 'c' }],
    nextCursor: 'later',
  });
});

test('a list is not renewed under a search or a page that is on its way', () => {
  const shown = model.show(model.firstLoad(), page(['a'], 'next'));
  const others = [model.search(shown, model.noFilter), model.loadMore(shown), model.firstLoad()];
  expect([shown, ...others].map(model.isResting)).toEqual([true, false, false, false]);
});

test.each([
  ['imap', 'connected', null, 'Settings', ''],
  ['imap', 'error', null, 'Fix settings', '/connection'],
  ['imap', 'disconnected', null, 'Finish connecting', '/connection'],
  ['imap', 'disconnected', '2026-01-01T00:00:00Z', 'Reconnect', '/connection'],
  ['gmail', 'connected', null, 'Settings', ''],
  ['gmail', 'error', null, 'Reconnect', '/connection'],
  ['microsoft', 'disconnected', null, 'Finish connecting', '/connection'],
  ['microsoft', 'disconnected', '2026-01-01T00:00:00Z', 'Reconnect', '/connection'],
] as const)(
  '%s, %s, disconnected at %s: “%s” leads to the tab “%s”',
  (type, status, at, words, tab) => {
    const inbox = { connectionType: type, status, disconnectedAt: at };
    expect(model.nextStep(inbox)).toMatchObject({ words, tab });
  },
);

describe('the filter in the address', () => {
  test.each([
    [{ q: 'a b&c', status: 'error' }, '?q=a+b%26c&status=error'],
    [{ q: '', status: '' }, ''],
    [{ q: 'x', status: '' }, '?q=x'],
  ] as const)('%j is written %j, and read back', (filter, written) => {
    expect(model.searchOf(filter)).toBe(written);
    const query = Object.fromEntries(new URLSearchParams(written));
    expect(model.filterOf(query)).toEqual(filter);
  });

  test('that no release has written is none', () => {
    expect(model.filterOf({ status: 'nonsense' })).toEqual(model.noFilter);
  });
});

describe('an inbox that changed', () => {
  const shown = model.show(model.firstLoad(), page(['a', 'c', 'e']));

  test('is renewed where it stands', () => {
    const list = model.put(shown, { ...inbox('c'), name: 'New' });
    expect(list).toMatchObject({ inboxes: [{ id: 'a' }, { id: 'c', name: 'New' }, { id: 'e' }] });
  });

  test('comes back where it stood', () => {
    expect(ids(model.put(model.take(shown, 'c'), inbox('c')))).toEqual(['a', 'c', 'e']);
  });

  test('does not come into a list that looks for others', () => {
    const searching = model.show(model.search(shown, { q: 'a', status: '' }), page(['a']));
    expect(ids(model.put(searching, inbox('b')))).toEqual(['a']);
    expect(ids(model.put(searching, inbox('ab')))).toEqual(['a', 'ab']);
  });

  test('from behind the last page waits for that page', () => {
    const first = model.show(model.firstLoad(), page(['a', 'c'], 'next'));
    expect(ids(model.put(first, inbox('d')))).toEqual(['a', 'c']);
    expect(ids(model.put(first, inbox('b')))).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['a', 'c'],
    ['e', 'c'],
    ['x', null],
  ])('%s leaves its place to %s', (id, neighbour) => {
    expect(model.neighbourOf(shown, id)).toBe(neighbour);
  });
});

test('a plan is full at its limit', () => {
  expect([6, 7, 8].map((used) => model.isFull({ limit: 7, used }))).toEqual([false, true, true]);
});
