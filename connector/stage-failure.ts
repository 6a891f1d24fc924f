import type { FailureCode } from '../contract/failure.ts';

/** Ends a stage with a code of the contract, and a detail in our own words. Carries nothing that a server said. */
export class StageFailure extends Error {
  readonly code: FailureCode;
  readonly detail: string | undefined;

  constructor(code: FailureCode, detail?: string) {
    super(code);
    this.name = 'StageFailure';
    this.code = code;
    this.detail = detail;
  }
}
