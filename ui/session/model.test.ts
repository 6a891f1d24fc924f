import { expect, test } from 'vitest';
import { homeOf, initialsOf, safeNext, signInPath } from './model.ts';

const user = { id: '1', email: 'ada@example.com', name: 'Ada' };

test('a path of this site may follow signing in', () => {
  expect(safeNext('/acme/settings/inboxes?q=a')).toBe('/acme/settings/inboxes?q=a');
});

test.each([
  undefined,
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/a\\b',
  'a',
  '/\t/evil.example',
])('%j may not follow signing in', (next) => {
  expect(safeNext(next)).toBeNull();
});

test('a person starts in the first of their organizations', () => {
  const acme = { slug: 'acme', name: 'Acme', role: 'owner' as const };
  expect(homeOf({ user, organizations: [acme] })).toBe('/acme/settings/inboxes');
  expect(homeOf({ user, organizations: [] })).toBe('/no-workspace');
});

test('signing in leads back to where the session ended', () => {
  expect(signInPath('/acme/settings/inboxes?status=error')).toBe(
    '/sign-in?next=%2Facme%2Fsettings%2Finboxes%3Fstatus%3Derror',
  );
  expect(signInPath('/')).toBe('/sign-in');
});

test('a link to how a sign-in at a provider ended survives signing in', () => {
  const link = '/acme/onboarding?inbox=inb_1&oauth=res_2';
  const { searchParams } = new URL(signInPath(link), 'https://letterbox.test');
  expect(safeNext(searchParams.get('next') ?? undefined)).toBe(link);
  expect([...searchParams.keys()]).toEqual(['next']);
});

test('initials are of the first and the last name', () => {
  expect(['Ada King Lovelace', 'ada', ''].map(initialsOf)).toEqual(['AL', 'A', '']);
});
