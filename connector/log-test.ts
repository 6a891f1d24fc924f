import type { TestResult } from '../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../contract/connector.ts';
import { protocols } from '../contract/mail-server.ts';
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
