// What the background checks cost, and how fast they are, in a small and in a large database.
//
// One workerd runs the real background on a D1 that is filled from here, with queues as they are
// deployed; the connector and the embedded mail server are processes of their own.
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { at } from '../../dev/stand/paths.ts';
import { bundle } from '../api/bundle.ts';
import { hangUp as hangUpApi } from '../api/client.ts';
import { databaseFile } from '../api/database.ts';
import { hangUp as hangUpConnector } from '../connector/ask.ts';
import { startConnector } from '../connector/connector-process.ts';
import { createControl } from './control.ts';
import { fill } from './fill.ts';
import { startMailServer } from './mail-server.ts';
import { type Figures, measure } from './measure.ts';
import { report } from './report.ts';
import { type Bundles, type Setting, startRuntime } from './runtime.ts';

/** However it goes, it does not take longer. */
const LIMIT_MS = 45 * 60_000;

type Options = { inboxes: number[]; intervals: number[]; messages: number; quick: boolean };

const options: Options = JSON.parse(process.argv[2] ?? '{}');
const folder = at('.cache/bench-sweep');
const began = performance.now();

const say = (text: string): void => {
  const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(4);
  console.log(`${seconds} s  ${text}`);
};

const clean = (path = folder): void => rmSync(path, { recursive: true, force: true });

const makeDatabase = async (
  where: string,
  inboxes: number,
  bundles: Bundles,
  server: Awaited<ReturnType<typeof startMailServer>>,
): Promise<number> => {
  mkdirSync(where, { recursive: true });
  const setting: Setting = { connector: null, interval: 60 };
  const runtime = await startRuntime(where, bundles, setting);
  await createControl(runtime, setting.interval).sql('select 1');
  await runtime.dispose();
  say(`Filling the database with ${inboxes.toLocaleString('en')} inboxes`);
  return fill(databaseFile(where), inboxes, server, say);
};

const measureAll = async (
  bundles: Bundles,
  server: Awaited<ReturnType<typeof startMailServer>>,
): Promise<Figures[]> => {
  const connector = await startConnector(server.caFile);
  const all: Figures[] = [];
  for (const inboxes of options.inboxes) {
    const where = join(folder, String(inboxes));
    const bytes = await makeDatabase(where, inboxes, bundles, server);
    for (const [number, interval] of options.intervals.entries()) {
      say(`${inboxes.toLocaleString('en')} inboxes, every ${interval} minutes`);
      const setting: Setting = { connector, interval };
      const runtime = await startRuntime(where, bundles, setting);
      const stage = { runtime, control: createControl(runtime, interval), connector, server };
      const size = { inboxes, interval, bytes };
      const withFailing = number === options.intervals.length - 1;
      const runs = options.quick ? 2 : 3;
      all.push(await measure(stage, size, { runs, messages: options.messages, withFailing, say }));
      await runtime.dispose();
    }
    clean(where);
  }
  await connector.stop();
  return all;
};

const bench = async (): Promise<void> => {
  clean();
  mkdirSync(folder, { recursive: true });
  say('Bundling the Workers');
  const bundles = {
    api: await bundle(folder, 'api', 'worker/index.ts'),
    sweep: await bundle(folder, 'sweep', 'bench/sweep/worker.ts'),
  };
  const server = await startMailServer(folder);
  const sections = report(await measureAll(bundles, server));
  await server.stop();
  for (const { title, text } of sections) console.log(`\n${title}\n\n${text}`);
  const verdicts = sections.flatMap((section) => section.verdicts);
  const lines = verdicts.map(({ met, name }) => `${met ? 'met   ' : 'missed'}  ${name}`);
  const [load = 0] = loadavg();
  console.log(`\n${lines.join('\n')}`);
  console.log(`\nLoad of the last minute: ${load.toFixed(1)} on ${availableParallelism()} cores`);
};

// Told to stop, or left alone: what was started ends with this process.
const stop = (): never => {
  clean();
  process.exit(130);
};
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, stop);
setTimeout(stop, LIMIT_MS).unref();

try {
  await bench();
} finally {
  hangUpApi();
  hangUpConnector();
  clean();
  // The channel to the process that started this one would keep it alive.
  process.removeListener('disconnect', stop);
  process.disconnect?.();
}
