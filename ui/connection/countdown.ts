import { ProblemError } from '../problem-error.ts';

/** Which sign-in has to wait, and for how many seconds. */
export type Pause = { seconds: number; login: string | null };

/** How long the next sign-in has to wait; `null` for anything else that was thrown. */
export const pauseOf = (thrown: unknown): Pause | null => {
  if (!(thrown instanceof ProblemError)) return null;
  const { code, retryAfter, detail } = thrown.problem;
  if (code !== 'login-paused' || retryAfter === undefined) return null;
  return { seconds: retryAfter, login: detail ?? null };
};

/** Whole seconds that are left; never fewer than none. */
export const secondsLeft = (until: number, now: number): number =>
  Math.max(0, Math.ceil((until - now) / 1000));
