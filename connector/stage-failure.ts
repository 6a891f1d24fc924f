import type { StageFacts } from '../contract/connection-test.ts';
import type { FailureCode } from '../contract/failure.ts';

/**
 * Ends a stage with a code of the contract, a detail in our own words, and facts for whoever unfolds
 * them. What a server said is in the facts only, scrubbed.
 */
export class StageFailure extends Error {
  readonly code: FailureCode;
  readonly detail: string | undefined;
  readonly facts: StageFacts;

  constructor(code: FailureCode, detail?: string, facts: StageFacts = {}) {
    super(code);
    this.name = 'StageFailure';
    this.code = code;
    this.detail = detail;
    this.facts = facts;
  }
}
