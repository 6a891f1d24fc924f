import type { AccessToken } from '../../../../contract/inbox-service.ts';

const FIRST_MS = 1000;
const LONGEST_MS = 5 * 60 * 1000;

type Failure = Extract<AccessToken, { retryAfterMs: number }>;
type Why = Pick<Failure, 'reason' | 'detail'>;

/** Pauses after failures in a row: a second, then twice as long each time, five minutes at most. */
export const backOff = (now: () => Date) => {
  let failures = 0;
  let until = 0;
  let last: Why | null = null;

  const failed = (why: Why, retryAfterMs: number): Failure => ({ ok: false, ...why, retryAfterMs });

  return {
    /** The last failure while its pause lasts, or `null`. */
    left(): Failure | null {
      const rest = until - now().getTime();
      return last === null || rest <= 0 ? null : failed(last, rest);
    },
    /** Begins the next pause. */
    after({ reason, detail }: Why): Failure {
      const length = Math.min(FIRST_MS * 2 ** failures, LONGEST_MS);
      failures += 1;
      until = now().getTime() + length;
      last = { reason, detail };
      return failed(last, length);
    },
    /** Forgets the failures. */
    over(): void {
      failures = 0;
      until = 0;
      last = null;
    },
  };
};
