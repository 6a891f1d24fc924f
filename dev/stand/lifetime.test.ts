import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Demo } from './demo.ts';
import { root } from './paths.ts';
import { freePort, isFree } from './ports.ts';

const PATIENCE = { timeout: 60_000, interval: 100 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'letterbox-stand-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = <Content>(name: string) =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as Content;

/** `npm start`, as a person or a script would run it, with its state in the test's folder. */
const npmStart = (port: number) => {
  const env = { ...process.env, LETTERBOX_STAND: folder };
  const npm = spawn('npm', ['start', '--', '--port', String(port)], { cwd: root, env });
  const ended = new Promise<void>((resolve) => npm.on('exit', () => resolve()));
  return { npm, ended };
};

test('npm start answers, tells scripts how to sign in, and leaves nothing behind on SIGTERM', async () => {
  const { npm, ended } = npmStart(await freePort());
  try {
    await vi.waitUntil(() => existsSync(join(folder, 'stand.json')), PATIENCE);
    type Person = { email: string; password: string };
    const { url, people, identityProvider } = read<{
      url: string;
      people: Person[];
      identityProvider: string;
    }>('stand.json');
    expect(people).toHaveLength(12);
    expect((await fetch(identityProvider)).status).toBe(200);
    const answer = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(people[0]),
    });
    expect(answer.status).toBe(200);
    const { connectorPort, identityProviderPort, mailPorts } = read<Demo>('demo.json');
    const ports = [Number(new URL(url).port), connectorPort, ...Object.values(mailPorts)];
    ports.push(identityProviderPort);
    npm.kill('SIGTERM');
    await ended;
    for (const port of ports) await vi.waitUntil(() => isFree(port), PATIENCE);
    await vi.waitUntil(() => !existsSync(join(folder, 'stand.json')), PATIENCE);
  } finally {
    npm.kill('SIGTERM');
  }
}, 120_000);
