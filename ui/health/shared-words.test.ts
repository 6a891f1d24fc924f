import { expect, test } from 'vitest';
import { inboxErrorCodes } from '../../contract/inbox.ts';
import { placeWords, sharedWords } from './shared-words.ts';

test.each([
  ['wrong-password', '3 inboxes can’t sign in at', 'username or password refused'],
  ['connection-refused', '3 inboxes can’t reach', 'connection refused'],
  ['certificate-expired', '3 inboxes can’t connect securely to', 'certificate expired'],
  ['starttls-not-offered', '3 inboxes can’t connect securely to', 'STARTTLS not offered'],
  ['pop3-server-found', '3 inboxes don’t work at', 'POP3 server'],
  ['imap-server-found', '3 inboxes don’t work at', 'IMAP where SMTP should be'],
  ['mailbox-missing', '3 inboxes don’t work at', 'no INBOX in the account'],
] as const)('%s is told as “%s …: %s”', (code, before, after) => {
  expect(sharedWords({ code, message: '' }, 3)).toEqual({ before, after });
});

test('every code has a reason to tell', () => {
  for (const code of inboxErrorCodes) {
    expect(sharedWords({ code, message: '' }, 2).after).not.toBe('');
  }
});

test.each([
  ['mail.acme.test:993', { name: 'mail.acme.test', port: '993' }],
  ['2001:db8::1:993', { name: '2001:db8::1', port: '993' }],
  ['google', { name: 'Google', port: null }],
  ['elsewhere', { name: 'elsewhere', port: null }],
])('%s is named %j', (at, place) => {
  expect(placeWords(at)).toEqual(place);
});
