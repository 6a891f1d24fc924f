import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { TestResult } from '../../contract/connection-test.ts';
import {
  type FieldError,
  type Problem,
  type ProblemCode,
  problems,
} from '../../contract/problem.ts';
import { describeError, type Log } from '../platform/log.ts';

type Extra = {
  detail?: string;
  errors?: FieldError[];
  result?: TestResult;
  retryAfter?: number;
  changedBy?: NonNullable<Problem['changedBy']>;
  /** For the log only. */
  reason?: string;
};

/** A request that can't be served, with a code of the contract. Rendered by {@link renderProblem}. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly code: ProblemCode;
  readonly extra: Extra;
  constructor(code: ProblemCode, extra: Extra = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

const CODE_OF_STATUS: Partial<Record<number, ProblemCode>> = {
  400: 'malformed-body',
  404: 'not-found',
  413: 'payload-too-large',
};

const asProblem = (thrown: unknown): ProblemError => {
  if (thrown instanceof ProblemError) return thrown;
  const code = thrown instanceof HTTPException ? CODE_OF_STATUS[thrown.status] : undefined;
  return new ProblemError(code ?? 'internal');
};

/** The one place that turns an error into an answer (RFC 9457). What nobody expected becomes `internal`. */
export const renderProblem = (
  thrown: unknown,
  c: Context,
  requestId: string,
  log: Log,
): Response => {
  const { code, extra } = asProblem(thrown);
  if (code === 'internal') log('error', 'unexpected', { requestId, error: describeError(thrown) });
  if (extra.reason) log('warn', 'refused', { requestId, code, reason: extra.reason });
  const { status, title } = problems[code];
  const { reason: _, ...shown } = extra;
  const body: Problem = { type: `/problems/${code}`, title, status, code, requestId, ...shown };
  return c.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json',
    ...(extra.retryAfter === undefined ? {} : { 'retry-after': String(extra.retryAfter) }),
  });
};
