import { expect, test } from 'vitest';
import { shortened } from './shortened.ts';

test('a text of a few lines is shown whole', () => {
  expect(shortened('')).toBeNull();
  expect(shortened('Hello\n\nthank you\nbye')).toBeNull();
});

test('of many lines the first are shown', () => {
  expect(shortened('1\n2\n3\n4\n5')).toBe('1\n2\n3\n4');
});

test('of one long line the beginning is shown, and no character is cut in two', () => {
  expect(shortened('👩‍👩‍👧‍👦'.repeat(301))).toBe('👩‍👩‍👧‍👦'.repeat(300));
});
