import { expect, test } from 'vitest';
import { createLog, describeError, type LogFields } from './log.ts';

test('only fields on the list are written', () => {
  const lines: string[] = [];
  const log = createLog(
    (line) => void lines.push(line),
    () => new Date(0),
  );
  log('test-finished', { host: 'mail.example.com', password: 'canary' } as LogFields);
  expect(lines).toEqual([
    '{"at":"1970-01-01T00:00:00.000Z","event":"test-finished","host":"mail.example.com"}',
  ]);
});

test('an unexpected error is told by its class and its place, not by its message', () => {
  const described = describeError(new TypeError('canary (canary.ts:1:1)'));
  expect(described).toEqual({
    error: 'TypeError',
    where: expect.stringMatching(/^log\.test\.ts:\d+$/),
  });
});
