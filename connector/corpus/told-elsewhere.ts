import type { FailureCode } from '../../contract/failure.ts';

/** Failures that no server of a case can cause, and where they come from instead. */
export const TOLD_ELSEWHERE: Partial<Record<FailureCode, string>> = {
  'message-refused': 'the round trip',
  'message-deferred': 'the round trip',
  'message-not-found': 'the round trip',
  'test-interrupted': 'any stage, when whoever asked has gone',
};
