import { type TestEvent, type TestResult, testEvent } from '../../contract/connection-test.ts';
import {
  CONNECTOR_DISCOVERIES_PATH,
  CONNECTOR_HEALTH_PATH,
  CONNECTOR_ROUND_TRIPS_PATH,
  CONNECTOR_TESTS_PATH,
  type ConnectorDiscoveryRequest,
  type ConnectorRoundTripRequest,
  type ConnectorTestRequest,
} from '../../contract/connector.ts';
import {
  NONCE_HEADER,
  SIGNATURE_HEADER,
  sign,
  TIMESTAMP_HEADER,
} from '../../contract/connector-signature.ts';
import { readNdjson } from './read-ndjson.ts';

export type AskOptions = { requestId: string; signal: AbortSignal };

/** What came of asking: the answer as it begins to arrive, or why there is none. `retryAfter` is in seconds. */
export type Started =
  | { ok: true; response: Response }
  | { ok: false; reason: 'busy'; retryAfter: number }
  /** `refused`: it does not take what was asked. */
  | { ok: false; reason: 'unavailable' | 'refused'; cause: string };

/** Whether the connector answers; if not, our own word for how. */
export type ConnectorHealth = { ok: boolean; ms: number; reason: string | null };

type Ask<Request> = (request: Request, options: AskOptions) => Promise<Started>;

/** The Node program that dials mail servers, asked over the service binding, signed. Never rejects. */
export type Connector = {
  /** Answers in NDJSON: `TestEvent`s. */
  test: Ask<ConnectorTestRequest>;
  /** Answers in NDJSON: `RoundTripEvent`s. */
  roundTrip: Ask<ConnectorRoundTripRequest>;
  /** Answers with one `DiscoveredSettings`. */
  discover: Ask<ConnectorDiscoveryRequest>;
  /** Asks only whether it is there: dials nobody. */
  health(requestId: string): Promise<ConnectorHealth>;
};

/** A connector that hangs is one that is not there. It ends a test after 20 s by itself, having begun it in time. */
const TEST_DEADLINE_MS = 45_000;
const ROUND_TRIP_DEADLINE_MS = 120_000;

// About the request itself; not 401, which all requests get alike.
const REFUSED: ReadonlySet<number> = new Set([400, 413, 415, 422]);

/** A container that has slept takes two to three seconds to start. */
const HEALTH_DEADLINE_MS = 3000;

const healthAt = async (
  binding: Pick<Fetcher, 'fetch'>,
  requestId: string,
): Promise<string | null> => {
  const signal = AbortSignal.timeout(HEALTH_DEADLINE_MS);
  const headers = { 'x-request-id': requestId };
  const response = await binding
    .fetch(`http://connector${CONNECTOR_HEALTH_PATH}`, { headers, signal })
    .catch(() => null);
  if (response === null) return signal.aborted ? 'timeout' : 'unreachable';
  await response.body?.cancel();
  return response.status === 200 ? null : `answered ${response.status}`;
};

const signedHeaders = async (secret: string, path: string, body: string, now: Date) => {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const nonce = crypto.randomUUID();
  const parts = { method: 'POST', path, timestamp, nonce, body };
  return {
    [TIMESTAMP_HEADER]: timestamp,
    [NONCE_HEADER]: nonce,
    [SIGNATURE_HEADER]: await sign(secret, parts),
  };
};

export const createConnector = (
  binding: Pick<Fetcher, 'fetch'>,
  secret: string,
  now: () => Date,
  testDeadlineMs = TEST_DEADLINE_MS,
): Connector => {
  const asking =
    (path: string, deadlineMs: number) =>
    async (request: object, { requestId, signal }: AskOptions): Promise<Started> => {
      const body = JSON.stringify(request);
      const headers = {
        'content-type': 'application/json',
        'x-request-id': requestId,
        ...(await signedHeaders(secret, path, body, now())),
      };
      const response = await binding
        .fetch(`http://connector${path}`, {
          ...{ method: 'POST', headers, body },
          signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
        })
        .catch(() => null);
      if (response === null) return { ok: false, reason: 'unavailable', cause: 'unreachable' };
      const { status } = response;
      if (status === 200) return { ok: true, response };
      if (status !== 429) {
        const reason = REFUSED.has(status) ? 'refused' : 'unavailable';
        return { ok: false, reason, cause: `answered ${status}` };
      }
      const retryAfter = Number(response.headers.get('retry-after'));
      return { ok: false, reason: 'busy', retryAfter: retryAfter > 0 ? retryAfter : 1 };
    };
  return {
    test: asking(CONNECTOR_TESTS_PATH, testDeadlineMs),
    roundTrip: asking(CONNECTOR_ROUND_TRIPS_PATH, ROUND_TRIP_DEADLINE_MS),
    discover: asking(CONNECTOR_DISCOVERIES_PATH, TEST_DEADLINE_MS),
    async health(requestId) {
      const began = now().getTime();
      const reason = await healthAt(binding, requestId);
      return { ok: reason === null, ms: now().getTime() - began, reason };
    },
  };
};

/** Reads a started test to its result, `null` when it was interrupted or answered in no known form, and all before it. */
export const hearTest = async (
  stream: ReadableStream<Uint8Array>,
): Promise<{ result: TestResult | null; events: TestEvent[] }> => {
  const events: TestEvent[] = [];
  const last = await readNdjson(stream, testEvent, (event) => events.push(event));
  return { result: last?.result ?? null, events };
};
