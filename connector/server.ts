import { once } from 'node:events';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { createAddressGuard } from './address-guard.ts';
import { createApp } from './app.ts';
import { createBounds } from './bounds.ts';
import { type Config, HELP, readConfig } from './config.ts';
import { DEADLINES } from './deadlines.ts';
import { watchEventLoop } from './event-loop.ts';
import { createLog, describeError } from './log.ts';
import { systemResolver } from './resolve.ts';
import { trustAnchors } from './trust-anchors.ts';

const IDLE_CHECK_MS = 50;
/**
 * Longer than callers keep an idle connection (workerd: 5 s, as Node by default): the side that sends
 * must be the one that closes, or a request meets a connection that is just being closed.
 */
const KEEP_ALIVE_MS = 65_000;

const print = (line: string) => void process.stdout.write(`${line}\n`);
// Whoever read the log may be gone. Telling of that in the log would fail the same way, for ever.
process.stdout.on('error', () => {});
const log = createLog(print);

const start = async (config: Config): Promise<void> => {
  const stopping = new AbortController();
  const network = {
    resolver: systemResolver(),
    guard: createAddressGuard({
      allowedNetworks: config.CONNECTOR_ALLOWED_NETWORKS,
      allowedPorts: config.CONNECTOR_ALLOWED_PORTS,
    }),
    trust: trustAnchors(config.CONNECTOR_EXTRA_CA),
  };
  const app = createApp({
    hmacKey: config.CONNECTOR_HMAC_KEY,
    retiringHmacKey: config.CONNECTOR_HMAC_KEY_RETIRING,
    ehloName: config.CONNECTOR_EHLO_NAME,
    network,
    discovery: { ...network, log },
    deadlines: DEADLINES,
    ...createBounds(config, watchEventLoop()),
    log,
    now: Date.now,
    stopping: stopping.signal,
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(config.PORT, config.HOST);
  await once(server, 'listening');
  const address = server.address();
  print(JSON.stringify({ ready: true, port: typeof address === 'object' ? address?.port : null }));

  const stop = (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted) return;
    log('stopping', { reason: signal });
    stopping.abort();
    // Waits for the answers under way: every running test has a deadline.
    server.close(() => {
      log('stopped');
      process.exit(0);
    });
    // Connections that callers keep open between requests would hold that up.
    setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS).unref();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
};

// Libraries are fed by strangers: what escapes one from an event handler belongs to one test, whose
// sockets its deadline destroys. Ending the process would end everybody's tests.
const survive = (error: unknown) => log('unexpected-error', describeError(error));
process.on('uncaughtException', survive).on('unhandledRejection', survive);

if (process.argv.includes('--help')) {
  print(HELP);
} else {
  try {
    await start(readConfig(process.env));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}
