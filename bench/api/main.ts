// How much the API adds to its database's own time, and whether that grows with the data.
//
// One workerd runs the real Worker, a bare one (the floor), the session check alone, and the API on a
// database that notes its statements, all on one D1 that is filled from here. First a rehearsal
// records what each request runs; then the database is put back, and the API and the floor take turns.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../../dev/stand/paths.ts';
import { bundle } from './bundle.ts';
import { hangUp, sendOk } from './client.ts';
import { databaseFile, fillDatabase, inboxesOf } from './database.ts';
import { type Figure, figureOf, targetsOf } from './figures.ts';
import { crowdApi, crowdFloor, measure } from './measure.ts';
import { type Recorded, record } from './record.ts';
import { report } from './report.ts';
import { createRequests, isWrite, kinds } from './requests.ts';
import { nameOf, type Subject, WARM_UP } from './rounds.ts';
import { type Bundles, type Runtime, startRuntime, type WorkerName, workers } from './runtime.ts';
import { measuredIn } from './tenants.ts';

const MOST_INBOXES_ASKED = 5000;

const options: { inboxes: number; requests: number; json: boolean } = JSON.parse(
  process.argv[2] ?? '{}',
);
const folder = at('.cache/bench-api');
const snapshot = join(folder, 'snapshot.sqlite');
const rounds = options.requests + WARM_UP;
const began = performance.now();

const say = (text: string): void => {
  const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(4);
  (options.json ? console.error : console.log)(`${seconds} s  ${text}`);
};

const MAINS: Record<WorkerName, string> = {
  api: 'worker/index.ts',
  session: 'bench/api/session-worker.ts',
  recording: 'bench/api/recording-worker.ts',
  floor: 'bench/api/floor-worker.ts',
};

const bundleAll = async (): Promise<Bundles> => {
  const made = workers.map(
    async (name) => [name, await bundle(folder, name, MAINS[name])] as const,
  );
  return Object.fromEntries(await Promise.all(made)) as Bundles;
};

const running = async <Answer>(
  bundles: Bundles,
  work: (runtime: Runtime) => Promise<Answer>,
): Promise<Answer> => {
  const runtime = await startRuntime(folder, bundles);
  try {
    return await work(runtime);
  } finally {
    await runtime.dispose();
  }
};

const makeDatabase = async (bundles: Bundles): Promise<string> => {
  await running(bundles, ({ urls }) => sendOk(urls.floor, { method: 'GET', path: '/touch' }));
  const file = databaseFile(folder);
  say(`Filling the database with ${options.inboxes.toLocaleString('en')} inboxes`);
  await fillDatabase(file, options.inboxes, say);
  copyFileSync(file, snapshot);
  return file;
};

const putBack = (file: string): void => {
  for (const ending of ['-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
  copyFileSync(snapshot, file);
};

/** Anew for each pass, as they count what they have asked. */
const subjectsOf = (file: string): Subject[] =>
  measuredIn(options.inboxes).flatMap(({ slug, inboxes }) => {
    const ask = createRequests(slug, inboxesOf(file, slug, MOST_INBOXES_ASKED));
    return kinds.map((kind) => ({ slug, inboxes, kind, ask }));
  });

const figures = async (
  runtime: Runtime,
  subjects: readonly Subject[],
  recordings: ReadonlyMap<string, Recorded[]>,
): Promise<Figure[]> => {
  const found: Figure[] = [];
  for (const subject of subjects) {
    const { kind, inboxes } = subject;
    const recorded = recordings.get(nameOf(subject)) ?? [];
    say(`Measuring ${kind} for ${inboxes.toLocaleString('en')} inboxes`);
    const times = await measure(runtime, subject, recorded, rounds);
    found.push(figureOf({ kind, inboxes, times, recorded, crowd: { api: none, floor: null } }));
  }
  for (const [number, subject] of subjects.entries()) {
    const figure = found[number];
    if (!figure) continue;
    say(`Eight at once: ${subject.kind} for ${subject.inboxes.toLocaleString('en')} inboxes`);
    const recorded = recordings.get(nameOf(subject)) ?? [];
    const floor = isWrite(subject.kind) ? null : await crowdFloor(runtime, subject, recorded);
    figure.crowd = { api: await crowdApi(runtime, subject), floor };
  }
  return found;
};

const none = { perSecond: Number.NaN, refused: 0 };

const bench = async (): Promise<void> => {
  say('Bundling the Workers');
  const bundles = await bundleAll();
  const file = await makeDatabase(bundles);
  const recordings = new Map<string, Recorded[]>();
  await running(bundles, async (runtime) => {
    for (const subject of subjectsOf(file)) {
      say(`Recording ${subject.kind} for ${subject.inboxes.toLocaleString('en')} inboxes`);
      recordings.set(nameOf(subject), await record(runtime, subject, rounds));
    }
  });
  putBack(file);
  const found = await running(bundles, (runtime) => figures(runtime, subjectsOf(file), recordings));
  const targets = targetsOf(found);
  const shown = options.json
    ? JSON.stringify({ options, figures: found, targets }, null, 2)
    : `\n${report(found, targets)}`;
  console.log(shown);
};

const clean = (): void => rmSync(folder, { recursive: true, force: true });

// Told to stop, or left alone: workerd ends with this process.
const stop = (): never => {
  clean();
  process.exit(130);
};
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, stop);

clean();
mkdirSync(folder, { recursive: true });
try {
  await bench();
} finally {
  hangUp();
  clean();
  // The channel to the process that started this one would keep it alive.
  process.removeListener('disconnect', stop);
  process.disconnect?.();
}
