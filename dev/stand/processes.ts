import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { logs, root } from './paths.ts';

const PATIENCE_MS = 4000;
const KEPT_LINES = 15;

type Options = {
  env?: Record<string, string>;
  onLine?: (line: string) => void;
};

/** A process of the stand. `ended` resolves when it is gone; `lastLines` is what it said last. */
export type Started = {
  name: string;
  ended: Promise<number | null>;
  lastLines: () => string;
  stop: () => Promise<void>;
};

const signal = (child: ChildProcess, name: NodeJS.Signals) => {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    // The whole group: a process's own children must not outlive it.
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch {
    child.kill(name);
  }
};

/** Starts a script under the running Node, in a process group of its own, its output going to a log. */
export const start = (
  name: string,
  args: string[],
  { env = {}, onLine }: Options = {},
): Started => {
  mkdirSync(logs, { recursive: true });
  const file = createWriteStream(join(logs, `${name}.log`));
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const kept: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      file.write(`${line}\n`);
      kept.push(line);
      if (kept.length > KEPT_LINES) kept.shift();
      onLine?.(line);
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code));
  });
  return {
    name,
    ended,
    lastLines: () => kept.join('\n'),
    async stop() {
      signal(child, 'SIGTERM');
      const timer = setTimeout(() => signal(child, 'SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(timer);
      // Whatever of the group is left once its leader has gone.
      signal(child, 'SIGKILL');
      file.end();
    },
  };
};
