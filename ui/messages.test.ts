import { expect, test } from 'vitest';
import { describe as describeError } from './messages.ts';
import { ProblemError } from './problem-error.ts';

test('a workspace that tested too often is told when it may again', () => {
  const problem = { type: '', title: '', status: 429, requestId: '', retryAfter: 400 };
  expect(describeError(new ProblemError({ ...problem, code: 'too-many-tests' }))).toEqual({
    title: 'This workspace has tested very often just now.',
    advice: 'Try again in 7 minutes.',
  });
});
