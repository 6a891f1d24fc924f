import { describe, expect, test } from 'vitest';
import type { InboxPage, InboxSummary } from '../../contract/inbox.ts';
import * as model from './model.ts';

const searched = model.firstLoad({ q: 'x', status: '' });
const page = (ids: string[], nextCursor: string | null = null, archived = 3): InboxPage => ({
  inboxes: ids.map((id) => ({ id }) as InboxSummary),
  nextCursor,
  plan: { limit: 10, used: 7, archived },
});
const shown = (ids: string[], nextCursor?: string, archived?: number) =>
  model.show(searched, page(ids, nextCursor ?? null, archived));
const none = shown([]);
const failed = model.fail(searched, new Error('x'));

describe('nothing matches', () => {
  test('only when neither list has a match', () => {
    expect(model.foundIn(none, none)).toBe('none');
    expect(model.foundIn(none, shown(['a']))).toBe('archived-only');
    expect(model.foundIn(shown(['a']), none)).toBe('some');
  });

  test('is not said before both have answered', () => {
    expect(model.foundIn(none, searched)).toBe('unknown');
    expect(model.foundIn(none, model.search(none, { q: 'y', status: '' }))).toBe('unknown');
    expect(model.foundIn(searched, none)).toBe('unknown');
  });

  test('is not said where the archived ones could not be searched', () => {
    expect(model.foundIn(none, failed)).toBe('archived-only');
  });

  test('needs no second answer where nothing is archived', () => {
    expect(model.foundIn(shown([], undefined, 0), searched)).toBe('none');
  });
});

test.each([
  [shown([]), '0 of 3 match'],
  [shown(['a']), '1 of 3 matches'],
  [shown(['a', 'b'], 'next'), 'at least 2 of 3 match'],
  [failed, null],
  [searched, null],
])('how many archived ones match: %#', (archived, words) => {
  expect(model.matchWords(archived, 3)).toBe(words);
});

test('the first row that is new comes below the ones that were there', () => {
  expect(model.firstNew(shown(['a']), shown(['a', 'b', 'c']))).toBe('b');
  expect(model.firstNew(shown(['a']), shown(['a']))).toBe(null);
  expect(model.firstNew(shown(['a']), failed)).toBe(null);
});
