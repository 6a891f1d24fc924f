import type { ProtocolResult, TestEvent, TestResult } from '../contract/connection-test.ts';
import type { ConnectorTestRequest, ServerToTest } from '../contract/connector.ts';
import type { Protocol } from '../contract/mail-server.ts';
import { checkImap } from './check-imap.ts';
import { checkSmtp } from './check-smtp.ts';
import type { Concurrency } from './concurrency.ts';
import type { Deadlines } from './deadlines.ts';
import { linkedController } from './linked-controller.ts';
import type { Log } from './log.ts';
import { offerFix } from './offer-fix.ts';
import { elapsedMs } from './protocol-run.ts';
import type { Network } from './reach-server.ts';
import { StageFailure } from './stage-failure.ts';

/** What tests are run with: made once, by the server or by a test. */
export type TestDeps = {
  network: Network;
  ehloName: string;
  deadlines: Deadlines;
  /** Bounds the searches for better settings. */
  fixes: Concurrency;
  log: Log;
};

type Running = { signal: AbortSignal; emit: (event: TestEvent) => void };

/**
 * Tests both protocols at the same time, each to its own end, within the deadline of the whole; where
 * one fails by its settings, better ones are looked for in what is left of that time.
 * Every stage is emitted as it ends, the result last. Never rejects; when `signal` aborts, all
 * sockets are destroyed and what remains is `test-interrupted`.
 */
export const runTest = async (
  request: ConnectorTestRequest,
  { network, ehloName, deadlines, fixes, log }: TestDeps,
  { signal, emit }: Running,
): Promise<TestResult> => {
  const startedAt = performance.now();
  const deadline = linkedController(signal);
  const timer = setTimeout(
    () => deadline.abort(new StageFailure('test-timeout')),
    deadlines.testMs,
  );
  const context = { deadlines, log, emit, signal: deadline.signal };
  const checked = async (
    protocol: Protocol,
    server: ServerToTest,
    check: Promise<ProtocolResult>,
  ): Promise<ProtocolResult> =>
    offerFix(await check, { protocol, server, tenant: request.tenant, network, fixes }, context);
  const { imap: reading, smtp: sending } = request;
  const [imap, smtp] = await Promise.all([
    reading && checked('imap', reading, checkImap(reading, network, context)),
    sending && checked('smtp', sending, checkSmtp(sending, { ...network, ehloName }, context)),
  ]);
  clearTimeout(timer);
  deadline.unlink();
  const ok = (imap?.ok ?? true) && (smtp?.ok ?? true);
  const result = { ok, imap, smtp, ms: elapsedMs(startedAt) };
  emit({ type: 'result', result });
  return result;
};
