import { expect, test } from 'vitest';
import { failureCodes, wordFailure } from './failure.ts';
import { failures } from './failures.ts';

const at = { protocol: 'imap', host: 'imap.example.com', port: 993 } as const;

test.each(failureCodes)('%s says what happened and what to do, in whole sentences', (code) => {
  const { message, hint } = wordFailure(code, at);
  for (const text of [message, hint]) {
    expect(text).toMatch(/^[A-Z0-9i].*[.?]$/);
    expect(text).not.toMatch(/[{}]/);
  }
  expect(Object.keys(failures[code])).toEqual(expect.arrayContaining(['message', 'hint']));
});

test('a failure names the server it is about', () => {
  expect(wordFailure('connection-refused', at).message).toBe(
    'imap.example.com refused the connection on port 993.',
  );
});
