import { ProblemError } from '../problem-error.ts';

/** How long the next sign-in has to wait, in seconds; `null` for anything else that was thrown. */
export const pauseOf = (thrown: unknown): number | null => {
  if (!(thrown instanceof ProblemError)) return null;
  const { code, retryAfter } = thrown.problem;
  return code === 'login-paused' && retryAfter !== undefined ? retryAfter : null;
};

/** Whole seconds that are left; never fewer than none. */
export const secondsLeft = (until: number, now: number): number =>
  Math.max(0, Math.ceil((until - now) / 1000));
