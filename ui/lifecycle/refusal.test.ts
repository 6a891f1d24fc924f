import { expect, test } from 'vitest';
import { ProblemError } from '../problem-error.ts';
import { refusalOf } from './refusal.ts';

const problem = (code: 'inbox-limit-reached' | 'inbox-archived') =>
  new ProblemError({ type: '', title: '', status: 409, code, requestId: 'req_1' });

test('at the limit it is said that the inbox stays archived, and what to do', () => {
  const error = problem('inbox-limit-reached');
  expect(refusalOf({ action: 'restore', error })).toMatchObject({
    before: '',
    after: ' stays archived: every inbox of your plan is in use.',
    advice: expect.stringContaining('Archive one that isn’t needed'),
  });
});

test('any other refusal names what was not done', () => {
  expect(refusalOf({ action: 'disconnect', error: problem('inbox-archived') })).toMatchObject({
    before: 'Disconnect ',
    after: ': This inbox is archived.',
  });
});
