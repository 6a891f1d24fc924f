// Whether a key can be exchanged while the API is used, and what that costs its users.
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../../dev/stand/paths.ts';
import { createVault } from '../../worker/platform/vault.ts';
import { bundle } from '../api/bundle.ts';
import { hangUp, send } from '../api/client.ts';
import { databaseFile } from '../api/database.ts';
import { countUnder, verify } from './database.ts';
import { type Keys, killAll, type Serving, serve } from './deployment.ts';
import { fill } from './fill.ts';
import { client, type Load, newLoad } from './load.ts';
import { isFine, type Results, report } from './report.ts';

const WARM_UP_MS = 2000;
const BASELINE_MS = 10_000;
const POLL_MS = 100;
// Of one pass; what takes longer has come to a halt.
const LONGEST_MS = 2 * 60_000;

const options: { inboxes: number; kills: number; clients: number } = JSON.parse(
  process.argv[2] ?? '{}',
);
const folder = at('.cache/bench-rotation');
const snapshot = join(folder, 'snapshot.sqlite');
const began = performance.now();

const say = (text: string): void => {
  const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(4);
  console.log(`${seconds} s  ${text}`);
};

const fresh = () => randomBytes(32).toString('base64');
const OLD = fresh();
const NEW = fresh();
const before: Keys = { current: OLD, retiring: '' };
const moving: Keys = { current: NEW, retiring: OLD };
const after: Keys = { current: NEW, retiring: '' };
const both = createVault(NEW, [OLD]);
const { current: oldId } = await createVault(OLD).keyIds();

type Place = { folder: string; script: string; file: string };

/** Lets clients use whatever serves, while `work` goes on. Gives what they did. */
const underLoad = async (
  serving: { now: Serving | null },
  load: Load,
  work: () => Promise<unknown>,
): Promise<Load> => {
  let isOver = false;
  const target = {
    url: () => serving.now?.url ?? null,
    inboxes: options.inboxes,
    stopped: () => isOver,
  };
  const clients = Array.from({ length: options.clients }, (_, own) => client(load, own, target));
  await work().finally(() => {
    isOver = true;
  });
  await Promise.all(clients);
  return load;
};

const until = async (isReached: () => Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + LONGEST_MS;
  while (!(await isReached())) {
    if (performance.now() > deadline) throw new Error('It does not come to an end.');
    await sleep(POLL_MS);
  }
};

const makePlace = async (): Promise<Place> => {
  const script = await bundle(folder, 'api', 'bench/rotation/worker.ts');
  const first = await serve({ folder, script }, before);
  // Makes Miniflare make its file.
  await send(first.url, { method: 'GET', path: '/api/deployment' });
  await first.kill();
  const file = databaseFile(folder);
  removeAround(file);
  await fill(file, createVault(OLD), options.inboxes);
  copyFileSync(file, snapshot);
  return { folder, script, file };
};

const removeAround = (file: string): void => {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
};

const putBack = ({ file }: Place): void => {
  removeAround(file);
  copyFileSync(snapshot, file);
};

/** What requests take when nothing is re-sealed. */
const baseline = async (place: Place): Promise<Load> => {
  const now = await serve(place, before);
  await underLoad({ now }, newLoad(), () => sleep(WARM_UP_MS));
  const load = await underLoad({ now }, newLoad(), () => sleep(BASELINE_MS));
  await now.kill();
  return load;
};

/** A rotation that nothing disturbs, and how long it took. */
const undisturbed = async (place: Place) => {
  putBack(place);
  const now = await serve(place, moving);
  const warm = await underLoad({ now }, newLoad(), () => sleep(WARM_UP_MS));
  const rows = await now.left(oldId);
  const started = performance.now();
  let ms = 0;
  const noted = { ...newLoad(), passwords: warm.passwords };
  const load = await underLoad({ now }, noted, async () => {
    now.begin();
    await until(async () => (await now.left(oldId)) === 0);
    ms = performance.now() - started;
  });
  await now.kill();
  return { load, rows, ms, verified: await verify(place.file, both, load) };
};

/** A rotation whose process is killed at every so many rows, with all that is in its memory. */
const killed = async (place: Place) => {
  putBack(place);
  const serving: { now: Serving | null } = { now: null };
  let unopened = 0;
  const load = newLoad();
  const leftIs = async (now: Serving, goal: number) => {
    now.begin();
    await until(async () => (await now.left(oldId)) <= goal);
  };
  await underLoad(serving, load, async () => {
    for (let kill = 1; kill <= options.kills; kill++) {
      const dying = await serve(place, moving);
      serving.now = dying;
      await leftIs(dying, Math.floor(options.inboxes * (1 - kill / (options.kills + 1))));
      serving.now = null;
      await dying.kill();
      const found = await verify(place.file, both, load);
      unopened += found.unopened;
      const moved = options.inboxes - countUnder(place.file, oldId);
      say(`  killed at ${moved.toLocaleString('en')}; ${found.unopened} do not open`);
    }
    serving.now = await serve(place, moving);
    await leftIs(serving.now, 0);
    await sleep(WARM_UP_MS);
  });
  await serving.now?.kill();
  const left = countUnder(place.file, oldId);
  return { load, unopened, left, verified: await verify(place.file, both, load) };
};

/** The deployment without the old key: whether it serves. */
const without = async (place: Place): Promise<number> => {
  const now = await serve(place, after);
  const { status } = await send(now.url, { method: 'GET', path: '/api/orgs/tenant-0/inboxes' });
  await now.kill();
  return status;
};

const bench = async (): Promise<void> => {
  say(`Sealing ${options.inboxes.toLocaleString('en')} inboxes under the old key`);
  const place = await makePlace();
  say('The API without re-sealing');
  const plain = await baseline(place);
  say('The API while everything is re-sealed');
  const calm = await undisturbed(place);
  say(`The same, killed ${options.kills} times`);
  const stormy = await killed(place);
  const status = await without(place);
  const results: Results = { options, plain, calm, stormy, withoutOldKey: status };
  console.log(`\n${report(results)}`);
  process.exitCode = isFine(results) ? 0 : 1;
};

const clean = (): void => rmSync(folder, { recursive: true, force: true });

const stop = async (): Promise<never> => {
  await killAll();
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
  await killAll();
  clean();
  process.removeListener('disconnect', stop);
  process.disconnect?.();
}
