import { expect, test } from 'vitest';
import { permissionsOf, scopeWords } from './scopes.ts';

const GMAIL = 'https://www.googleapis.com/auth/gmail.modify';

test('permissions are told in words, what may be done with mail first, each once', () => {
  const scopes = ['openid', 'email', 'https://www.googleapis.com/auth/userinfo.email', GMAIL];
  expect(permissionsOf('google', scopes)).toEqual([
    'Read, compose and send emails from your Gmail account',
    'Know which account signed in',
    'See the account’s address',
  ]);
});

test.each(['Mail.Send', 'mail.send', 'https://graph.microsoft.com/Mail.Send'])(
  'Microsoft’s %s is the same however it is written',
  (scope) => expect(scopeWords('microsoft', scope)).toBe('Send mail as you'),
);

test('a permission that nobody has words for is shown as it is', () => {
  expect(scopeWords('google', 'https://x.test/auth/new')).toBe('https://x.test/auth/new');
  expect(scopeWords('google', 'constructor')).toBe('constructor');
});
