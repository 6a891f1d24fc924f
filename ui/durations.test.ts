import { expect, test } from 'vitest';
import { durationWords } from './durations.ts';

test.each([
  [1, '1 second'],
  [42, '42 seconds'],
  [90, '90 seconds'],
  [91, '2 minutes'],
  [120, '2 minutes'],
  [599, '10 minutes'],
])('%i s is said as %s, never too short', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});
