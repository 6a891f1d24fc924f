import { expect, test } from 'vitest';
import { withoutResult } from './result.ts';

test('a result that is dismissed leaves the address, and nothing else does', () => {
  expect(withoutResult('/acme/x', { oauth: 'res_1' })).toBe('/acme/x');
  expect(withoutResult('/acme/onboarding', { inbox: 'inb_1', oauth: 'res_1' })).toBe(
    '/acme/onboarding?inbox=inb_1',
  );
});
