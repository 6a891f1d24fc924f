import { type TestResult, testEvent } from '../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../contract/connector.ts';
import { CONNECTOR_TESTS_PATH } from '../../contract/connector.ts';
import {
  NONCE_HEADER,
  SIGNATURE_HEADER,
  sign,
  TIMESTAMP_HEADER,
} from '../../contract/connector-signature.ts';

const MAX_LINE = 64 * 1024;

export type TestOptions = { requestId: string; signal: AbortSignal };

/**
 * What came of asking for a test: its NDJSON as it arrives, or why there is none. `retryAfter` is in
 * seconds.
 */
export type StartedTest =
  | { ok: true; stream: ReadableStream<Uint8Array> }
  | { ok: false; reason: 'busy'; retryAfter: number }
  | { ok: false; reason: 'unavailable'; cause: string };

/** Asks the connector for a connection test over the service binding, signed. */
export type Connector = (
  request: ConnectorTestRequest,
  options: TestOptions,
) => Promise<StartedTest>;

const signedHeaders = async (secret: string, body: string, now: Date) => {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const nonce = crypto.randomUUID();
  const parts = { method: 'POST', path: CONNECTOR_TESTS_PATH, timestamp, nonce, body };
  return {
    [TIMESTAMP_HEADER]: timestamp,
    [NONCE_HEADER]: nonce,
    [SIGNATURE_HEADER]: await sign(secret, parts),
  };
};

export const createConnector =
  (binding: Pick<Fetcher, 'fetch'>, secret: string, now: () => Date): Connector =>
  async (request, { requestId, signal }) => {
    const body = JSON.stringify(request);
    const headers = {
      'content-type': 'application/json',
      'x-request-id': requestId,
      ...(await signedHeaders(secret, body, now())),
    };
    const response = await binding
      .fetch(`http://connector${CONNECTOR_TESTS_PATH}`, { method: 'POST', headers, body, signal })
      .catch(() => null);
    if (response === null) return { ok: false, reason: 'unavailable', cause: 'unreachable' };
    const { status } = response;
    if (status === 200 && response.body) return { ok: true, stream: response.body };
    if (status !== 429) return { ok: false, reason: 'unavailable', cause: `answered ${status}` };
    const retryAfter = Number(response.headers.get('retry-after'));
    return { ok: false, reason: 'busy', retryAfter: retryAfter > 0 ? retryAfter : 1 };
  };

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) return;
    yield* lines.filter((row) => row !== '');
  }
}

const eventOf = (row: string) => {
  try {
    return testEvent.safeParse(JSON.parse(row)).data;
  } catch {
    return undefined;
  }
};

/** Reads a started test to its result; `null` when it was interrupted or answered in no known form. */
export const resultOf = async (stream: ReadableStream<Uint8Array>): Promise<TestResult | null> => {
  try {
    for await (const row of linesOf(stream)) {
      const event = eventOf(row);
      if (event === undefined) return null;
      if (event.type === 'result') return event.result;
    }
  } catch {
    // A stream that breaks off is an interrupted test, which `null` says.
  }
  return null;
};
