import type { TestResult } from '../../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { resultOf, type TestOptions } from '../../platform/connector.ts';

/** Starts a test and gives its NDJSON as it arrives. Throws `connector-busy` and `connector-unavailable`. */
export const streamTest = async (
  { connector }: Deps,
  request: ConnectorTestRequest,
  options: TestOptions,
): Promise<ReadableStream<Uint8Array>> => {
  const started = await connector(request, options);
  if (started.ok) return started.stream;
  if (started.reason === 'busy') {
    throw new ProblemError('connector-busy', { retryAfter: started.retryAfter });
  }
  throw new ProblemError('connector-unavailable', { reason: started.cause });
};

/** Runs a test to its end. An interrupted one is `connector-unavailable`, never a result. */
export const runTest = async (
  deps: Deps,
  request: ConnectorTestRequest,
  options: TestOptions,
): Promise<TestResult> => {
  const result = await resultOf(await streamTest(deps, request, options));
  if (result === null) throw new ProblemError('connector-unavailable', { reason: 'interrupted' });
  return result;
};
