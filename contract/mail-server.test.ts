import { describe, expect, test } from 'vitest';
import { connectionInput } from './mail-server.ts';

const imap = {
  host: ' IMAP.example.com ',
  port: 993,
  security: 'tls',
  username: 'support@example.com',
  password: 'pässwörd "\\ ',
};
const smtp = { host: 'smtp.example.com', port: 465, security: 'tls', sameCredentials: true };

const pointers = (input: unknown): string[] =>
  connectionInput.safeParse(input).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('a connection as it is entered', () => {
  test('keeps the password byte for byte and looks the host up in one spelling', () => {
    const parsed = connectionInput.parse({ imap, smtp });
    expect(parsed.imap).toMatchObject({ host: 'imap.example.com', password: imap.password });
  });

  test('needs a username for SMTP unless it is IMAP’s', () => {
    expect(pointers({ imap, smtp })).toEqual([]);
    expect(pointers({ imap, smtp: { ...smtp, sameCredentials: false } })).toEqual([
      'smtp.username',
    ]);
  });

  test.each([
    ['imap.host', { host: '' }],
    ['imap.host', { host: '127.1' }],
    ['imap.port', { port: 0 }],
    ['imap.port', { port: 1.5 }],
    ['imap.port', { port: '993' }],
    ['imap.security', { security: 'ssl' }],
    ['imap.username', { username: '  ' }],
    ['imap.username', { username: 'a\r\nA1 LOGOUT' }],
    ['imap.password', { password: 'a\0b' }],
    ['imap.password', { password: 'x'.repeat(1025) }],
  ])('names %s where it is wrong: %j', (pointer, change) => {
    expect(pointers({ imap: { ...imap, ...change }, smtp })).toEqual([pointer]);
  });
});
