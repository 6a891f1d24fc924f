import { expect, it } from 'vitest';
import { describeFailures } from './failures.ts';

it('names each failure with what it said, without the terminal’s colours', () => {
  const text = describeFailures([
    { name: 'a.test.ts › adds', message: '\u001B[31mexpected 1\nto be 2\u001B[39m\n' },
    { name: 'check › format', message: 'file.ts is not formatted' },
  ]);
  expect(text).toBe(
    '✗ a.test.ts › adds\n    expected 1\n    to be 2\n\n✗ check › format\n    file.ts is not formatted',
  );
});

it('leaves out where the runner itself stands in the stack', () => {
  const message = [
    'Error: no',
    '    at mine (contract/mine.ts:2:1)',
    '    at new Promise (<anonymous>)',
    '    at run (file:///tree/node_modules/vitest/dist/run.js:1:2)',
  ].join('\n');
  expect(describeFailures([{ name: 'a', message }])).toBe(
    '✗ a\n    Error: no\n        at mine (contract/mine.ts:2:1)',
  );
});

it('shortens a long message, and counts what is past the twentieth failure', () => {
  const failures = Array.from({ length: 23 }, (_, at) => ({
    name: `test ${at + 1}`,
    message: 'x'.repeat(10_000),
  }));
  const text = describeFailures(failures);
  expect(text.length).toBeLessThan(32_000);
  expect(text).toContain('✗ test 20\n');
  expect(text).not.toContain('✗ test 21');
  expect(text).toMatch(/… and 3 more$/);
});
