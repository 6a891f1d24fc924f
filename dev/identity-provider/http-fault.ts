import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Fault } from './faults.ts';

const RETRY_AFTER_SECONDS = '1';

/** Answers as a provider in trouble does, or not at all; undefined where the fault is another kind. */
export const answerFault = (
  c: Context,
  fault: Fault | undefined,
): Promise<Response> | undefined => {
  switch (fault?.kind) {
    case '429':
      c.header('retry-after', RETRY_AFTER_SECONDS);
      return Promise.resolve(c.json({ error: 'rate_limit_exceeded' }, 429));
    case '500':
      return Promise.resolve(c.text('Internal Server Error', 500));
    case '503':
      return Promise.resolve(c.text('Service Unavailable', 503));
    case 'garbage':
      return Promise.resolve(c.html('<!doctype html><title>Sorry...</title>{"access_token":'));
    case 'timeout':
      // Until the caller gives up, or the server stops and cuts the connection.
      return new Promise(() => {});
    case 'reset':
      (c.env as HttpBindings).incoming.socket.resetAndDestroy();
      return new Promise(() => {});
    default:
      return undefined;
  }
};
