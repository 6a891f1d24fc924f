import { describe, expect, test } from 'vitest';
import { addressKey, emailAddress } from './email-address.ts';

describe('an email address', () => {
  test.each([
    'support@example.com',
    'Support.Team+eu@Example.com',
    "o'brien@example.com",
    'bücher@bücher.example',
    '支持@例子.example',
    `${'a'.repeat(64)}@example.com`,
  ])('%j is taken as it is written', (text) => {
    expect(emailAddress.parse(` ${text} `)).toBe(text);
  });

  test.each([
    '',
    'support',
    '@example.com',
    'support@',
    'support@example',
    'support@localhost',
    'support@192.0.2.1',
    'a@b@example.com',
    'two words@example.com',
    '"quoted"@example.com',
    'a..b@example.com',
    '.a@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'a@exam\u202eple.com',
    'a<b>@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(250)}.com`,
  ])('%j is refused', (text) => {
    expect(emailAddress.safeParse(text).success).toBe(false);
  });

  test.each([
    ['Support@Example.com', 'support@example.com'],
    ['a@bücher.example', 'a@xn--bcher-kva.example'],
    ['u\u0308@example.com', '\u00fc@example.com'],
  ])('%j and %j are the same inbox', (one, other) => {
    expect(addressKey(one)).toBe(addressKey(other));
  });
});
