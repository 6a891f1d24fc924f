import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type RequestIdVariables, requestId } from 'hono/request-id';
import { stream } from 'hono/streaming';
import { NDJSON, type TestEvent } from '../contract/connection-test.ts';
import {
  CONNECTOR_HEALTH_PATH,
  CONNECTOR_TESTS_PATH,
  connectorTestRequest,
} from '../contract/connector.ts';
import { authenticateCaller } from './authenticate-caller.ts';
import type { Concurrency } from './concurrency.ts';
import { describeError } from './log.ts';
import { logTest } from './log-test.ts';
import { problem } from './problem.ts';
import { runTest, type TestDeps } from './run-test.ts';

const MAX_BODY_BYTES = 65_536;
const RETRY_AFTER_S = 5;

export type AppDeps = TestDeps & {
  hmacKey: string;
  concurrency: Concurrency;
  /** The clock that signatures are held against, in milliseconds. */
  now: () => number;
  /** Once aborted, no new test is taken. */
  stopping: AbortSignal;
};

/** The connector over HTTP: `GET /health` for anybody, `POST /tests` for the Worker. */
export const createApp = (deps: AppDeps) => {
  const { concurrency, log, stopping } = deps;
  return new Hono<{ Variables: RequestIdVariables }>()
    .use(requestId())
    .get(CONNECTOR_HEALTH_PATH, (context) =>
      context.json({
        status: 'ok',
        running: concurrency.running(),
        queued: concurrency.queued(),
      }),
    )
    .post(
      CONNECTOR_TESTS_PATH,
      bodyLimit({
        maxSize: MAX_BODY_BYTES,
        onError: (context) => problem(context, 'payload-too-large'),
      }),
      authenticateCaller(deps),
      async (context) => {
        if (stopping.aborted) return problem(context, 'connector-unavailable', RETRY_AFTER_S);
        const body = await context.req.json().catch(() => undefined);
        if (body === undefined) return problem(context, 'malformed-body');
        const parsed = connectorTestRequest.safeParse(body);
        if (!parsed.success) return problem(context, 'invalid-input');
        const place = concurrency.enter(parsed.data.tenant);
        if (!place) return problem(context, 'connector-busy', RETRY_AFTER_S);

        context.header('content-type', NDJSON);
        context.header('cache-control', 'no-store');
        return stream(context, async (out) => {
          const gone = new AbortController();
          out.onAbort(() => {
            gone.abort();
            place.leave();
          });
          const emit = (event: TestEvent) => void out.write(`${JSON.stringify(event)}\n`);
          try {
            if (place.queued) emit({ type: 'queued' });
            const turn = place.turn.then(() => true);
            const patience = delay(deps.deadlines.testMs, false, { ref: false });
            const isOurs = await Promise.race([turn, aborted(gone.signal), patience]);
            // A stream that ends without a result says that the test was interrupted.
            if (!isOurs || gone.signal.aborted) return;
            const result = await runTest(parsed.data, deps, { signal: gone.signal, emit });
            logTest(log, context.get('requestId'), parsed.data, result);
          } finally {
            place.leave();
          }
        });
      },
    )
    .notFound((context) => problem(context, 'not-found'))
    .onError((error, context) => {
      log('unexpected-error', { requestId: context.get('requestId'), ...describeError(error) });
      return problem(context, 'internal');
    });
};

const aborted = (signal: AbortSignal): Promise<false> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
