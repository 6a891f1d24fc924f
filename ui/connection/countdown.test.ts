import { describe, expect, test } from 'vitest';
import type { Problem } from '../../contract/problem.ts';
import { ProblemError } from '../problem-error.ts';
import { pauseOf, secondsLeft } from './countdown.ts';

const refused = (problem: Partial<Problem>) =>
  new ProblemError({
    type: '',
    title: '',
    status: 429,
    code: 'login-paused',
    requestId: '',
    ...problem,
  });

describe('a wait', () => {
  test('is asked for by a pause of sign-ins alone', () => {
    expect(pauseOf(refused({ retryAfter: 42 }))).toEqual({ seconds: 42, login: null });
    const detail = 'a@b.example at imap.b.example';
    expect(pauseOf(refused({ retryAfter: 42, detail }))).toEqual({ seconds: 42, login: detail });
    expect(pauseOf(refused({}))).toBeNull();
    expect(pauseOf(refused({ code: 'too-many-tests', retryAfter: 42 }))).toBeNull();
    expect(pauseOf(new Error('no'))).toBeNull();
  });

  test('is counted in whole seconds, down to none', () => {
    const until = 10_000;
    expect([0, 1, 9_001, 10_000, 99_000].map((now) => secondsLeft(until, now))).toEqual([
      10, 10, 1, 0, 0,
    ]);
  });
});
