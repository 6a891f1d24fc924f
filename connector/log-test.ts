import type { TestResult } from '../contract/connection-test.ts';
import type { ConnectorRoundTripRequest, ConnectorTestRequest } from '../contract/connector.ts';
import { protocols } from '../contract/mail-server.ts';
import type { RoundTripResult } from '../contract/round-trip.ts';
import type { Log } from './log.ts';

/** One line a protocol: where it went and how it ended. */
export const logTest = (
  log: Log,
  requestId: string,
  request: ConnectorTestRequest,
  result: TestResult,
): void => {
  for (const protocol of protocols) {
    const [server, outcome] = [request[protocol], result[protocol]];
    if (!server || !outcome) continue;
    const { host, port, security } = server;
    log('test-finished', {
      requestId,
      tenant: request.tenant,
      protocol,
      host,
      port,
      security,
      ok: outcome.ok,
      stage: outcome.failure?.stage,
      code: outcome.failure?.code,
      ms: result.ms,
    });
  }
};

/** One line a round trip: where it failed, or else went out, and how it ended. */
export const logRoundTrip = (
  log: Log,
  requestId: string,
  request: ConnectorRoundTripRequest,
  { ok, failure, ms }: RoundTripResult,
): void => {
  const { tenant } = request;
  const protocol = failure?.protocol ?? 'smtp';
  const { host, port, security } = request[protocol];
  const place = { protocol, host, port, security };
  const ending = { ok, stage: failure?.step, code: failure?.code, ms };
  log('round-trip-finished', { requestId, tenant, ...place, ...ending });
};
