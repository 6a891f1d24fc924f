import { Agent, request } from 'node:http';
import type { TestEvent, TestResult } from '../../contract/connection-test.ts';
import { CONNECTOR_TESTS_PATH } from '../../contract/connector.ts';
import {
  NONCE_HEADER,
  SIGNATURE_HEADER,
  sign,
  TIMESTAMP_HEADER,
} from '../../contract/connector-signature.ts';
import { epochMs } from './clock.ts';
import type { Connector } from './connector-process.ts';
import type { Pair, Tested } from './pair.ts';

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

const headersFor = async (hmacKey: string, body: string) => {
  const timestamp = `${Math.floor(Date.now() / 1000)}`;
  const nonce = crypto.randomUUID();
  const parts = { method: 'POST', path: CONNECTOR_TESTS_PATH, timestamp, nonce, body };
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    [TIMESTAMP_HEADER]: timestamp,
    [NONCE_HEADER]: nonce,
    [SIGNATURE_HEADER]: await sign(hmacKey, parts),
  };
};

const troubleOf = (result: TestResult | undefined, status: number): string => {
  if (!result) return status === 200 ? 'interrupted' : `HTTP ${status}`;
  return [result.imap, result.smtp].flatMap((each) => each?.failure?.code ?? []).join(' + ');
};

/** Asks for a test as the Worker does, and follows it to its end. Never rejects. */
export const ask = async (
  { url, hmacKey }: Connector,
  { tenant, imap, smtp }: Pair,
): Promise<Tested> => {
  const startedAt = performance.now();
  const body = JSON.stringify({ tenant, imap, smtp });
  const headers = await headersFor(hmacKey, body);
  return new Promise((resolve) => {
    const endedAt = { imap: Number.NaN, smtp: Number.NaN };
    let result: TestResult | undefined;
    const take = (event: TestEvent) => {
      if (event.type === 'stage') endedAt[event.protocol] = epochMs();
      if (event.type === 'result') result = event.result;
    };
    const end = (status: number, trouble = troubleOf(result, status)) =>
      resolve({ ok: result?.ok === true, ms: performance.now() - startedAt, endedAt, trouble });
    const outgoing = request(
      url + CONNECTOR_TESTS_PATH,
      { method: 'POST', agent, headers },
      (incoming) => {
        let rest = '';
        incoming.setEncoding('utf8').on('data', (chunk: string) => {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          if (incoming.statusCode === 200) for (const line of lines) take(JSON.parse(line));
        });
        incoming.on('close', () => end(incoming.statusCode ?? 0));
      },
    );
    outgoing.on('error', () => end(0, 'the connector hung up'));
    outgoing.end(body);
  });
};

/** Ends the connections that are kept, so that the process can end. */
export const hangUp = (): void => agent.destroy();
