import { once } from 'node:events';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { TestEvent } from '../../contract/connection-test.ts';
import { CONNECTOR_TESTS_PATH, type ConnectorTestRequest } from '../../contract/connector.ts';
import {
  NONCE_HEADER,
  SIGNATURE_HEADER,
  sign,
  TIMESTAMP_HEADER,
} from '../../contract/connector-signature.ts';
import { type AppDeps, createApp } from '../app.ts';
import { createConcurrency } from '../concurrency.ts';
import { rig, type Wishes } from './rig.ts';

export const HMAC_KEY = Buffer.alloc(32, 9).toString('base64');
export const RETIRING_HMAC_KEY = Buffer.alloc(32, 8).toString('base64');

/** The connector over HTTP on a free loopback port. */
export const serveApp = async (
  wishes: Wishes & {
    bounds?: Partial<Parameters<typeof createConcurrency>[0]>;
    retiringHmacKey?: string;
  } = {},
) => {
  const bounds = {
    maxTests: 10,
    maxTestsPerTenant: 10,
    maxQueue: 10,
    maxQueuePerTenant: 10,
    ...wishes.bounds,
  };
  const stopping = new AbortController();
  const base = rig(wishes);
  const absent = () => Promise.reject(Object.assign(new Error('ENODATA'), { code: 'ENODATA' }));
  const resolver = { ...base.network.resolver, resolveMx: absent, resolveSrv: absent };
  const deps = {
    ...base,
    discovery: { ...base.network, resolver, log: base.log },
    hmacKey: HMAC_KEY,
    retiringHmacKey: wishes.retiringHmacKey,
    concurrency: createConcurrency(bounds),
    roundTrips: createConcurrency(bounds),
    discoveries: createConcurrency(bounds),
    now: Date.now,
    stopping: stopping.signal,
  } satisfies AppDeps;
  const server = createAdaptorServer({ fetch: createApp(deps).fetch }) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    lines: deps.lines,
    concurrency: deps.concurrency,
    /** Makes the connector refuse new tests, as a signal does. */
    beginStop: () => stopping.abort(),
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
};

/** Headers as the Worker signs them; a test may alter any of the parts. */
export const signed = async (
  body: string,
  {
    timestamp = String(Math.floor(Date.now() / 1000)),
    nonce = crypto.randomUUID() as string,
    path = CONNECTOR_TESTS_PATH,
    key = HMAC_KEY,
  } = {},
) => ({
  'content-type': 'application/json',
  [TIMESTAMP_HEADER]: timestamp,
  [NONCE_HEADER]: nonce,
  [SIGNATURE_HEADER]: await sign(key, {
    method: 'POST',
    path,
    timestamp,
    nonce,
    body,
  }),
});

/** Asks for a test as the Worker does. */
export const ask = async (
  url: string,
  request: Partial<ConnectorTestRequest>,
  init: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Response> => {
  const body = JSON.stringify({ tenant: 't', imap: null, smtp: null, ...request });
  const headers = { ...(await signed(body)), ...init.headers };
  return fetch(url + CONNECTOR_TESTS_PATH, { method: 'POST', body, ...init, headers });
};

/** The lines of an NDJSON answer, each as soon as it has come. */
export async function* eventsOf(response: Response): AsyncGenerator<TestEvent> {
  let rest = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line);
  }
}
