import { expect, test } from 'vitest';
import { oauthDeadEnds } from '../../contract/oauth.ts';
import { endWords } from './words.ts';

test('each end has words of its own', () => {
  const titles = oauthDeadEnds.map((reason) => endWords(reason).title);
  expect(new Set(titles).size).toBe(oauthDeadEnds.length);
});

test.each([undefined, '', 'nonsense', 'constructor', '__proto__'])(
  'a reason like %j is an unknown sign-in',
  (reason) => {
    expect(endWords(reason)).toBe(endWords('flow-unknown'));
  },
);

test('an administrator’s permission is not claimed as a fact', () => {
  expect(endWords('admin-consent').text).toMatch(/^If an administrator/);
});
