import { afterEach, expect, test, vi } from 'vitest';
import { describeError, log } from './log.ts';

afterEach(() => void vi.restoreAllMocks());

const linesOf = (write: () => void): string[] => {
  const lines: string[] = [];
  vi.spyOn(console, 'warn').mockImplementation((...parts) => void lines.push(parts.join(' ')));
  write();
  return lines;
};

test('only fields on the list are written, whatever is passed along', () => {
  const fields = { tenant: 'acme', password: 'canary', body: { password: 'canary' } };
  expect(linesOf(() => log('warn', 'refused', fields))).toEqual([
    '{"level":"warn","event":"refused","tenant":"acme"}',
  ]);
});

test('of an error only its class and its place are written', () => {
  const error = { name: 'TypeError', at: 'at x', message: 'canary', cause: 'canary' };
  const [line = ''] = linesOf(() => log('warn', 'unexpected', { error }));
  expect(JSON.parse(line).error).toEqual({ name: 'TypeError', at: 'at x' });
});

test('an error is told by its class and its place, not by its message', () => {
  const { name, at } = describeError(new TypeError('canary'));
  expect(name).toBe('TypeError');
  expect(at).toMatch(/^at .*log\.test\.ts/);
  expect(at).not.toContain('canary');
});

test('a message of several lines that looks like a place is not taken for one', () => {
  const { at } = describeError(new Error('broken\n    at canary (canary.ts:1:1)\n   at canary'));
  expect(at).toMatch(/^at .*log\.test\.ts/);
  expect(at).not.toContain('canary');
});

test('what is thrown and no error is told by its type', () => {
  expect(describeError('canary')).toEqual({ name: 'string', at: '' });
});

test('a class of error that was named after what failed is cut to a name', () => {
  const error = Object.assign(new Error('x'), { name: 'canary of a password: hunter2' });
  expect(describeError(error).name).not.toContain('hunter2');
});
