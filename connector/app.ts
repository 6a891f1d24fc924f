import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type RequestIdVariables, requestId } from 'hono/request-id';
import type { TestEvent } from '../contract/connection-test.ts';
import {
  CONNECTOR_DISCOVERIES_PATH,
  CONNECTOR_HEALTH_PATH,
  CONNECTOR_ROUND_TRIPS_PATH,
  CONNECTOR_TESTS_PATH,
  connectorDiscoveryRequest,
  connectorRoundTripRequest,
  connectorTestRequest,
} from '../contract/connector.ts';
import type { RoundTripEvent } from '../contract/round-trip.ts';
import { asked } from './asked.ts';
import { authenticateCaller } from './authenticate-caller.ts';
import type { Concurrency } from './concurrency.ts';
import { discover } from './discovery/discover.ts';
import type { DiscoveryDeps } from './discovery/discovery-deps.ts';
import { describeError, logAbout } from './log.ts';
import { logRoundTrip, logTest } from './log-test.ts';
import { problem } from './problem.ts';
import { runRoundTrip } from './round-trip/run-round-trip.ts';
import { runTest, type TestDeps } from './run-test.ts';
import { streamEvents } from './stream-events.ts';

const MAX_BODY_BYTES = 65_536;
const RETRY_AFTER_S = 5;

export type AppDeps = TestDeps & {
  hmacKey: string;
  /** The key before it, while callers may still sign with that. */
  retiringHmacKey?: string | undefined;
  /** Each kind of work has bounds of its own: one that takes long holds up no other. */
  concurrency: Concurrency;
  roundTrips: Concurrency;
  discoveries: Concurrency;
  discovery: DiscoveryDeps;
  /** The clock that signatures are held against, in milliseconds. */
  now: () => number;
  /** Once aborted, nothing new is taken. */
  stopping: AbortSignal;
};

/** The connector over HTTP: `GET /health` for anybody, all else for the Worker. */
export const createApp = (deps: AppDeps) => {
  const { concurrency, roundTrips, discoveries, log, stopping } = deps;
  const patienceMs = deps.deadlines.testMs;
  return new Hono<{ Variables: RequestIdVariables }>()
    .use(requestId())
    .get(CONNECTOR_HEALTH_PATH, (context) =>
      context.json({
        status: 'ok',
        running: concurrency.running(),
        queued: concurrency.queued(),
      }),
    )
    .on(
      'POST',
      [CONNECTOR_TESTS_PATH, CONNECTOR_ROUND_TRIPS_PATH, CONNECTOR_DISCOVERIES_PATH],
      bodyLimit({
        maxSize: MAX_BODY_BYTES,
        onError: (context) => problem(context, 'payload-too-large'),
      }),
      authenticateCaller(deps),
    )
    .post(CONNECTOR_TESTS_PATH, asked(connectorTestRequest, stopping), (context) => {
      const request = context.get('asked');
      const place = concurrency.enter(request.tenant);
      if (!place) return problem(context, 'connector-busy', RETRY_AFTER_S);
      return streamEvents<TestEvent>(context, {
        place,
        patienceMs,
        work: async (doing) => {
          const requestId = context.get('requestId');
          const result = await runTest(request, { ...deps, log: logAbout(log, requestId) }, doing);
          logTest(log, requestId, request, result);
        },
      });
    })
    .post(CONNECTOR_ROUND_TRIPS_PATH, asked(connectorRoundTripRequest, stopping), (context) => {
      const request = context.get('asked');
      const place = roundTrips.enter(request.tenant);
      if (!place) return problem(context, 'connector-busy', RETRY_AFTER_S);
      return streamEvents<RoundTripEvent>(context, {
        place,
        patienceMs,
        work: async (doing) => {
          const requestId = context.get('requestId');
          const result = await runRoundTrip(
            request,
            { ...deps, log: logAbout(log, requestId) },
            doing,
          );
          logRoundTrip(log, requestId, request, result);
        },
      });
    })
    .post(
      CONNECTOR_DISCOVERIES_PATH,
      asked(connectorDiscoveryRequest, stopping),
      async (context) => {
        const request = context.get('asked');
        const place = discoveries.enter(request.tenant);
        // A discovery is over within three seconds or is of no use: it does not wait for its turn.
        if (!place || place.queued) {
          place?.leave();
          return problem(context, 'connector-busy', RETRY_AFTER_S);
        }
        try {
          const discovery = { ...deps.discovery, log: logAbout(log, context.get('requestId')) };
          return context.json(await discover(request, discovery, context.req.raw.signal));
        } finally {
          place.leave();
        }
      },
    )
    .notFound((context) => problem(context, 'not-found'))
    .onError((error, context) => {
      log('unexpected-error', { requestId: context.get('requestId'), ...describeError(error) });
      return problem(context, 'internal');
    });
};
