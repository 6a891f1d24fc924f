import { expect, test } from 'vitest';
import type { SharedTrouble } from '../../contract/health.ts';
import type { InboxSummary } from '../../contract/inbox.ts';
import { group } from './groups.ts';

const at = '2026-03-02T10:04:00.000Z';
const lastError = { code: 'wrong-password', message: '', at } as const;
const broken = (id: string) => ({ id, status: 'error', lastError, failing: null }) as InboxSummary;
const working = (id: string) =>
  ({ id, status: 'connected', lastError: null, failing: null }) as InboxSummary;
const shared = (ids: string[], count = ids.length): SharedTrouble => ({
  code: 'wrong-password',
  message: '',
  at: 'mail.acme.test:993',
  since: at,
  count,
  inboxes: ids.map((id) => ({ id, name: id })),
});
const ids = (inboxes: readonly { id: string }[]) => inboxes.map(({ id }) => id);

test('inboxes with one cause stand together, and nowhere else', () => {
  const { groups, rest } = group([broken('a'), working('b'), broken('c')], [shared(['a', 'c'])]);
  expect(groups.map(({ members, count }) => [ids(members), count])).toEqual([[['a', 'c'], 2]]);
  expect(ids(rest)).toEqual(['b']);
});

test('one whose page is not loaded stands there by its name', () => {
  const { groups } = group([broken('a')], [shared(['a', 'z'])]);
  expect(groups[0]?.members).toMatchObject([{ inbox: { id: 'a' } }, { name: 'z', inbox: null }]);
});

test('one that works again, or fails for another reason, stands in the table', () => {
  const other = { ...broken('d'), lastError: { ...lastError, code: 'connect-timeout' } } as const;
  const { groups, rest } = group(
    [broken('a'), broken('b'), working('c'), other],
    [shared(['a', 'b', 'c', 'd'], 120)],
  );
  expect(groups.map(({ members, count }) => [ids(members), count])).toEqual([[['a', 'b'], 118]]);
  expect(ids(rest)).toEqual(['c', 'd']);
});

test('one alone is no group', () => {
  const { groups, rest } = group([broken('a'), working('b')], [shared(['a', 'b'])]);
  expect([groups, ids(rest)]).toEqual([[], ['a', 'b']]);
});
