import type { Problem } from '../contract/problem.ts';

/** An answer of the server that says what went wrong. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** No answer at all: the network is down, or the server is. */
export class UnreachableError extends Error {
  override name = 'UnreachableError';
}

export const codeOf = (error: unknown) =>
  error instanceof ProblemError ? error.problem.code : undefined;
