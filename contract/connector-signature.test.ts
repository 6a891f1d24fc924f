import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sign, verify } from './connector-signature.ts';

const SECRET = 'c2VjcmV0';
const parts = {
  method: 'POST',
  path: '/tests',
  timestamp: '1764000000',
  nonce: 'abc',
  body: '{"tenant":"acmé"}',
};

describe('the connector’s signature', () => {
  test('is HMAC-SHA-256 over method, path, time, nonce and the body’s hash', async () => {
    const digest = createHash('sha256').update(parts.body).digest('hex');
    const text = ['POST', '/tests', '1764000000', 'abc', digest].join('\n');
    const expected = createHmac('sha256', SECRET).update(text).digest('hex');
    expect(await sign(SECRET, parts)).toBe(expected);
    expect(await verify(SECRET, parts, expected)).toBe(true);
  });

  test.each(Object.keys(parts))('does not fit when the %s is another', async (name) => {
    const signature = await sign(SECRET, parts);
    expect(await verify(SECRET, { ...parts, [name]: 'x' }, signature)).toBe(false);
  });

  test.each(['', 'x', 'f'.repeat(63), 'F'.repeat(64), `${'f'.repeat(64)}00`])(
    'is refused when it is %j',
    async (signature) => {
      expect(await verify(SECRET, parts, signature)).toBe(false);
    },
  );
});
