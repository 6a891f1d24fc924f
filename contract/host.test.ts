import { describe, expect, test } from 'vitest';
import { canonicalHost } from './host.ts';

describe('a host', () => {
  test.each([
    ['imap.example.com', 'imap.example.com'],
    ['IMAP.Example.COM.', 'imap.example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8::0:1', '2001:db8::1'],
    ['localhost', 'localhost'],
  ])('%j is looked up as %j', (input, canonical) => {
    expect(canonicalHost(input)).toBe(canonical);
  });

  // Spellings that resolvers take for loopback or guess at, and what is no host at all.
  test.each([
    '127.1',
    '0177.0.0.1',
    '0x7f000001',
    '2130706433',
    '0x7f.0.0.1',
    '１２７.０.０.１',
    '①②⑦.0.0.1',
    'mail',
    'mail.123',
    'mail.0x7f',
    '-mail.example.com',
    'mail-.example.com',
    'mail..example.com',
    '.example.com',
    '',
    'a b.example.com',
    'user@example.com',
    'example.com:993',
    'example.com/path',
    'example.com\0.test',
    'exam\r\nple.com',
    'fe80::1%eth0',
    '::ffff:127.0.0.1 ',
    '[::1]',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}example`,
  ])('%j is refused', (input) => {
    expect(canonicalHost(input)).toBeNull();
  });

  test('of 100,000 characters is refused without being read', () => {
    expect(canonicalHost('a.'.repeat(50_000))).toBeNull();
  });
});
