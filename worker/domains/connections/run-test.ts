import type { TestResult } from '../../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { type AskOptions, hearTest, type Started } from '../../platform/connector.ts';
import { type LoginEnds, loginsHeard, loginsOfTest, NEVER_MADE } from './login-ends.ts';
import { claimLogins, settleLogins } from './login-pause.ts';
import { meter } from './meter.ts';

/** Gives what was started; throws `connector-busy` and `connector-unavailable` where nothing was. */
export const requireStarted = (started: Started): Response => {
  if (started.ok) return started.response;
  if (started.reason === 'busy') {
    throw new ProblemError('connector-busy', { retryAfter: started.retryAfter });
  }
  throw new ProblemError('connector-unavailable', { reason: started.cause });
};

/** A test under way: its NDJSON as it arrives. Whoever takes it has it read to its end by `finish`, once. */
export type StartedTest = {
  stream: ReadableStream<Uint8Array>;
  /** Gives the result, `null` where the test was interrupted. */
  finish: (stream: ReadableStream<Uint8Array>) => Promise<TestResult | null>;
};

/**
 * Starts a test. Throws `login-paused`, `too-many-tests`, `connector-busy` and `connector-unavailable`;
 * of those nothing is counted as a login.
 */
export const startTest = async (
  deps: Deps,
  request: ConnectorTestRequest,
  options: AskOptions,
): Promise<StartedTest> => {
  const { tenant } = request;
  const settle = (ends: LoginEnds) => settleLogins(deps, tenant, request, ends);
  await claimLogins(deps, tenant, request);
  const response = await startMetered(deps, request, options).catch(async (error: unknown) => {
    await settle(NEVER_MADE);
    throw error;
  });
  return {
    stream: response,
    finish: async (stream) => {
      const { result, events } = await hearTest(stream);
      await settle(result === null ? loginsHeard(events) : loginsOfTest(result));
      return result;
    },
  };
};

const startMetered = async (
  deps: Deps,
  request: ConnectorTestRequest,
  options: AskOptions,
): Promise<ReadableStream<Uint8Array>> => {
  await meter(deps, request.tenant, 'test');
  const { body } = requireStarted(await deps.connector.test(request, options));
  if (body === null) throw new ProblemError('connector-unavailable', { reason: 'no body' });
  return body;
};

/** Runs a test to its end. An interrupted one is `connector-unavailable`, never a result. */
export const runTest = async (
  deps: Deps,
  request: ConnectorTestRequest,
  options: AskOptions,
): Promise<TestResult> => {
  const { stream, finish } = await startTest(deps, request, options);
  const result = await finish(stream);
  if (result === null) throw new ProblemError('connector-unavailable', { reason: 'interrupted' });
  return result;
};
