import { mkdirSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { readConfiguration } from '../../worker/platform/configuration.ts';
import { OFFLINE } from '../offline.ts';
import { block } from './block.ts';
import { buildUi } from './build-ui.ts';
import { startCron } from './cron.ts';
import { readDemo } from './demo.ts';
import { withIdentityProvider } from './identity-provider.ts';
import { state } from './paths.ts';
import { isFree } from './ports.ts';
import { type Started } from './processes.ts';
import {
  startConnector,
  startIdentityProvider,
  startMailServer,
  startWorkers,
} from './programs.ts';
import { requireKeys } from './require-keys.ts';
import { readSecrets, writeEnvironment } from './secrets.ts';
import { removeStandFile, runningStand, writeStandFile } from './stand-file.ts';

const options = z
  .object({ port: z.coerce.number(), fresh: z.boolean(), verbose: z.boolean() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

// For what runs in this process; quiet, as the stand speaks for itself.
Object.assign(process.env, OFFLINE, { WRANGLER_LOG: 'error' });

const running: Started[] = [];
let stopping: Promise<void> | undefined;

// The file of another stand is not ours to remove.
let hasWrittenFile = false;

const stopAll = async (code: number) => {
  if (hasWrittenFile) removeStandFile();
  await Promise.all(running.map((one) => one.stop()));
  process.exit(code);
};
const stop = (code: number) => {
  stopping ??= stopAll(code);
  return stopping;
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
// The launcher is gone without a word: killed, or its terminal closed.
process.on('disconnect', () => stop(0));

const fail = async (message: string) => {
  if (stopping) return;
  console.error(`\n${message}`);
  await stop(1);
};

/** Keeps a process among those to be stopped, and ends the stand when it ends by itself. */
const keep = (started: Started): Started => {
  running.push(started);
  void started.ended.then(() =>
    fail(`The ${started.name} stopped unexpectedly. The last it said:\n\n${started.lastLines()}`),
  );
  return started;
};

const run = async () => {
  const { port, fresh, verbose } = options;
  const elsewhere = await runningStand();
  if (elsewhere !== null)
    return fail(`Letterbox is already running at ${elsewhere}. Stop it first.`);
  if (!(await isFree(port))) {
    return fail(
      `Port ${port} is taken, perhaps by another Letterbox. Stop that, or choose another port: npm start -- --port ${port + 1}`,
    );
  }
  if (fresh) rmSync(state, { recursive: true, force: true });
  mkdirSync(state, { recursive: true });
  const own = readSecrets();
  const url = `http://127.0.0.1:${port}`;
  // Says at once, in its own words, what the Worker would say from inside of wrangler's.
  await requireKeys(readConfiguration({ ...own, PUBLIC_URL: url }));
  const demo = await readDemo();
  const secrets = withIdentityProvider(own, demo, url);
  writeEnvironment(secrets, `http://127.0.0.1:${demo.connectorPort}`);

  // All at once: the Worker opens the database only when it is first asked something of it.
  await Promise.all([
    buildUi().then(() => startWorkers({ port, url, verbose, secrets }, keep)),
    startIdentityProvider(demo, url, keep),
    startMailServer(demo, keep).then(() => startConnector(demo, secrets, keep)),
    import('./database.ts').then(({ prepareDatabase }) => prepareDatabase(demo)),
  ]);
  if (stopping) return;
  startCron(url);
  writeStandFile(url, demo);
  hasWrittenFile = true;
  console.log(block(url, demo));
};

await run().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
