import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OFFLINE } from '../offline.ts';
import { at, root } from '../stand/paths.ts';
import { freePort } from '../stand/ports.ts';
import { start } from '../stand/processes.ts';

const PATIENCE_MS = 90_000;
const POLL_MS = 100;

const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}.`);
    await sleep(POLL_MS);
  }
};

export type Stand = {
  url: string;
  people: { email: string; password: string }[];
  mailbox: { emailAddress: string; imap: { password: string }; smtp: object };
  identityProvider: string;
};

// What the suite sets for the Worker's own tests, wrangler would take before the stand's.
const SECRETS = {
  AUTH_SECRET: undefined,
  ENCRYPTION_KEY: undefined,
  CONNECTOR_HMAC_KEY: undefined,
};

const startLetterbox = async (folder: string, registry: Record<string, string>) => {
  const args = ['dev/start.mjs', '--port', String(await freePort())];
  const env = { ...process.env, ...SECRETS, ...registry, LETTERBOX_STAND: folder };
  const child = spawn(process.execPath, args, { cwd: root, env });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  return {
    file: join(folder, 'stand.json'),
    said: () => said,
    // It ends only when all that it has started has ended.
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};

const startConsumer = async (env: Record<string, string>) => {
  const port = await freePort();
  const args = [
    ...[at('node_modules/wrangler/bin/wrangler.js'), 'dev', '-c'],
    ...['worker/testing/consumer/wrangler.toml', '--ip', '127.0.0.1', '--port', String(port)],
    ...['--inspector-port', String(await freePort()), '--show-interactive-dev-session', 'false'],
  ];
  const { stop, lastLines } = start('consumer', args, { env: { ...OFFLINE, ...env } });
  return { url: `http://127.0.0.1:${port}`, stop, lastLines };
};

/**
 * A stand of its own, and beside it another Worker with a binding to its InboxService: two programs, as
 * a deployment has two Workers. They find each other by a registry that no other stand uses.
 */
export const startConsumerAndStand = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'letterbox-consumer-'));
  const registry = { WRANGLER_REGISTRY_PATH: join(folder, 'registry') };
  const letterbox = await startLetterbox(folder, registry);
  const consumer = await startConsumer(registry);

  const stop = async () => {
    await Promise.all([consumer.stop(), letterbox.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };

  /** Calls a method over the binding. */
  const ask = async (method: string, ...given: unknown[]): Promise<unknown> => {
    const body = JSON.stringify(given);
    const answer = await fetch(`${consumer.url}/${method}`, { method: 'POST', body });
    return answer.json();
  };

  const isConnected = async () => {
    const said = await ask('inboxFor', '').catch(() => null);
    return JSON.stringify(said) === '{"answer":[]}';
  };

  try {
    await until('the stand', () => existsSync(letterbox.file));
    await until('the binding', isConnected);
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${letterbox.said()}\n${consumer.lastLines()}`, {
      cause: error,
    });
  }
  const stand: Stand = JSON.parse(readFileSync(letterbox.file, 'utf8'));
  return { stand, ask, stop };
};
