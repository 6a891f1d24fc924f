import { expect, test } from 'vitest';
import { readArguments, UsageError } from './arguments.ts';

const WHERE = ['--org', 'acme', '--inbox', 'support@acme.test'];

test('what is not counted is none', () => {
  expect(readArguments([...WHERE, '--pending', '3'])).toEqual({
    org: 'acme',
    inbox: 'support@acme.test',
    counts: { open: 0, pending: 3, closed: 0 },
  });
});

test.each([
  ['no number', ['--open', 'many'], '--open takes a number from 0 to 1000, not "many".'],
  ['a negative number', ['--open=-1'], '--open takes a number from 0 to 1000, not "-1".'],
  ['a broken number', ['--open', '1.5'], '--open takes a number from 0 to 1000, not "1.5".'],
  ['a number too large', ['--closed', '1001'], '--closed takes a number from 0 to 1000'],
  ['no count at all', [], 'Say how many'],
  ['nothing but zeros', ['--open', '0'], 'Say how many'],
  ['an unknown option', ['--opened', '1'], "Unknown option '--opened'"],
  ['a subject of two lines', ['--open', '1', '--subject', 'a\nb'], '--subject takes one line.'],
  ['an empty subject', ['--open', '1', '--subject', ''], '--subject is empty.'],
])('%s is named', (_what, args, words) => {
  const read = () => readArguments([...WHERE, ...args]);
  expect(read).toThrow(UsageError);
  expect(read).toThrow(words);
});

test('a missing organization and a missing inbox are named at once', () => {
  expect(() => readArguments(['--open', '1'])).toThrow(/--org is missing.*\n--inbox is missing/);
});
