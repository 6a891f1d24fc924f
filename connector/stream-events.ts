import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { NDJSON } from '../contract/connection-test.ts';
import type { Place } from './concurrency.ts';

type Streamed<Event> = {
  place: Place;
  /** How long a place among the running ones is waited for. */
  patienceMs: number;
  work: (doing: { signal: AbortSignal; emit: (event: Event) => void }) => Promise<void>;
};

/** A caller that has gone; made once, as each error of its own would keep a stack. */
const GONE = new Error('The caller has gone.');

/**
 * Answers in NDJSON with what `work` emits, as it emits it, once it is its turn. A caller that goes away
 * aborts it. A stream that ends without a result says that the work was interrupted. Written to the
 * socket directly: a thousand open answers as web streams take tens of megabytes.
 */
export const streamEvents = async <Event extends { type: string }>(
  context: Context,
  { place, patienceMs, work }: Streamed<Event>,
): Promise<Response> => {
  const { outgoing } = context.env as HttpBindings;
  const out = outgoing as ServerResponse;
  const gone = new AbortController();
  out.on('close', () => {
    gone.abort(GONE);
    place.leave();
  });
  out.writeHead(200, {
    'content-type': NDJSON,
    'cache-control': 'no-store',
    'x-request-id': context.get('requestId'),
  });
  const write = (event: { type: string }) => {
    place.touch();
    out.write(`${JSON.stringify(event)}\n`);
  };
  try {
    if (place.queued) {
      write({ type: 'queued' });
      const turn = place.turn.then(() => true);
      const patience = delay(patienceMs, false, { ref: false });
      if (!(await Promise.race([turn, aborted(gone.signal), patience])))
        return RESPONSE_ALREADY_SENT;
    }
    if (!gone.signal.aborted) await work({ signal: gone.signal, emit: write });
  } finally {
    place.leave();
    out.end();
  }
  return RESPONSE_ALREADY_SENT;
};

const aborted = (signal: AbortSignal): Promise<false> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
