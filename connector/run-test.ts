import type { TestEvent, TestResult } from '../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../contract/connector.ts';
import { checkImap } from './check-imap.ts';
import { checkSmtp } from './check-smtp.ts';
import type { Deadlines } from './deadlines.ts';
import type { Log } from './log.ts';
import { elapsedMs } from './protocol-run.ts';
import type { Network } from './reach-server.ts';
import { StageFailure } from './stage-failure.ts';

/** What tests are run with: made once, by the server or by a test. */
export type TestDeps = { network: Network; ehloName: string; deadlines: Deadlines; log: Log };

type Running = { signal: AbortSignal; emit: (event: TestEvent) => void };

/**
 * Tests both protocols at the same time, each to its own end, within the deadline of the whole.
 * Every stage is emitted as it ends, the result last. Never rejects; when `signal` aborts, all
 * sockets are destroyed and what remains is `test-interrupted`.
 */
export const runTest = async (
  request: ConnectorTestRequest,
  { network, ehloName, deadlines, log }: TestDeps,
  { signal, emit }: Running,
): Promise<TestResult> => {
  const startedAt = performance.now();
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new StageFailure('test-timeout')),
    deadlines.testMs,
  );
  const context = { deadlines, log, emit, signal: AbortSignal.any([signal, deadline.signal]) };
  const [imap, smtp] = await Promise.all([
    request.imap && checkImap(request.imap, network, context),
    request.smtp && checkSmtp(request.smtp, { ...network, ehloName }, context),
  ]);
  clearTimeout(timer);
  const ok = (imap?.ok ?? true) && (smtp?.ok ?? true);
  const result = { ok, imap, smtp, ms: elapsedMs(startedAt) };
  emit({ type: 'result', result });
  return result;
};
