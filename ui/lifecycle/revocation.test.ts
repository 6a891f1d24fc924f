import { expect, test } from 'vitest';
import { revocation } from '../../contract/oauth.ts';
import { revocationWords } from './revocation.ts';

test('every end of a permission has words of its own, and none names another inbox', () => {
  const outcomes = revocation.shape.outcome.options;
  const told = outcomes.map((outcome) => revocationWords('google', { outcome }).text);
  expect(new Set(told).size).toBe(outcomes.length);
  expect(told.every((text) => text.includes('tokens'))).toBe(true);
});
