import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { keyStatus } from '../../contract/keys.ts';
import { at } from '../../dev/stand/paths.ts';
import { sendOk } from '../api/client.ts';
import { ORIGIN, secrets } from '../api/runtime.ts';

/** What a deployment is made of. */
export type Deployment = {
  folder: string;
  script: string;
  bindings: Record<string, string | number>;
};

/**
 * A deployment that serves. `begin` lets its cron run; `left` asks it how many inboxes are sealed under a
 * key; `kill` ends it without a word, as a machine that fails.
 */
export type Serving = {
  url: URL;
  begin: () => void;
  left: (keyId: string) => Promise<number>;
  kill: () => Promise<void>;
};

/** Which keys it has. */
export type Keys = { current: string; retiring: string };

const MINUTES_MS = 60_000;
/** Longer than a pass that stopped is left alone. */
const LATER_MS = 5 * MINUTES_MS;

const OPERATOR_TOKEN = randomBytes(32).toString('base64');

let started = 0;

const running = new Set<() => Promise<void>>();

/** Kills all that still serve. */
export const killAll = async (): Promise<void> => {
  await Promise.all([...running].map((kill) => kill()));
};

const ask = async (url: URL, keyId: string): Promise<number> => {
  const path = '/api/operator/keys?counts=true';
  const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };
  const { text } = await sendOk(url, { method: 'GET', path, headers });
  const { keys } = keyStatus.parse(JSON.parse(text));
  return keys.find(({ id }) => id === keyId)?.inboxes ?? 0;
};

/** Starts a deployment. Each is some minutes later than the one before, by its clock: nobody has to wait for that. */
export const serve = async (
  place: Pick<Deployment, 'folder' | 'script'>,
  { current, retiring }: Keys,
): Promise<Serving> => {
  started += 1;
  const keys = { ENCRYPTION_KEY: current, ENCRYPTION_KEYS_RETIRING: retiring };
  const clock = { CLOCK_AHEAD_MS: started * LATER_MS };
  const own = { ...secrets, ...keys, ...clock, OPERATOR_TOKEN, PUBLIC_URL: ORIGIN };
  const deployment: Deployment = { ...place, bindings: own };
  const child = spawn(
    process.execPath,
    [at('bench/rotation/serve.ts'), JSON.stringify(deployment)],
    { cwd: at(), stdio: ['ignore', 'pipe', 'inherit', 'ipc'], detached: true },
  );
  const ended = once(child, 'exit');
  const kill = async () => {
    running.delete(kill);
    // The whole group: workerd is a process of its own.
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await ended;
  };
  running.add(kill);
  if (!child.stdout) throw new Error('The deployment has no output.');
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error('The deployment did not start.'))),
  ]);
  const url = new URL(JSON.parse(String(line)).url);
  return { url, kill, begin: () => void child.send('begin'), left: (keyId) => ask(url, keyId) };
};
