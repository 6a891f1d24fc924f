import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawClient } from './testing.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const PASSWORD = 'canary-7d1f';
const ACCOUNTS = JSON.stringify([{ address: 'anna@acme.test', password: PASSWORD }]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mail-server-'));
});
afterAll(() => rm(folder, { recursive: true }));

function start(args: string[], accounts: string | undefined = ACCOUNTS) {
  const env = { ...process.env, MAIL_SERVER_ACCOUNTS: accounts };
  const ports = ['--imap', '0', '--imaps', '0', '--smtp', '0', '--submissions', '0'];
  const argv = [MAIN, '--certificates', folder, ...ports, ...args];
  const child = spawn(process.execPath, argv, { env });
  const run = { child, stdout: '', stderr: '', exited: once(child, 'close') };
  child.stdout.on('data', (chunk) => {
    run.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    run.stderr += chunk;
  });
  return run;
}

test('it says which ports it listens on, serves, and stops at SIGTERM with a client connected', async () => {
  const run = start([]);
  await once(run.child.stdout, 'data');
  const { ready, ports } = JSON.parse(run.stdout);
  expect(ready).toBe(true);
  const client = RawClient.connect(ports.imap);
  await client.ask(`a LOGIN anna@acme.test ${PASSWORD}\r\n`, /^a OK/m);
  run.child.kill('SIGTERM');
  expect(await run.exited).toEqual([0, null]);
  await client.closed;
  expect(run.stdout + run.stderr).not.toContain(PASSWORD);
});

test('a busy port is explained in one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const run = start(['--smtp', String(port)]);
  expect(await run.exited).toEqual([1, null]);
  expect(run.stderr).toBe(`mail-server: port ${port} on 127.0.0.1 is already in use\n`);
  other.close();
});

test.each([
  ['a port that is none', ['--imap', '99999'], ACCOUNTS, 'imap: not a port'],
  ['an unknown flag', ['--imapp', '1'], ACCOUNTS, "Unknown option '--imapp'"],
  ['accounts that are not JSON', [], PASSWORD, 'accounts: not JSON'],
  ['an account without an address', [], `[{"password":"${PASSWORD}"}]`, 'cannot use 0.address'],
  ['no accounts', [], '', 'no accounts'],
])('%s is explained in one line, without passwords', async (_what, args, accounts, message) => {
  const run = start(args, accounts);
  expect(await run.exited).toEqual([1, null]);
  expect(run.stderr).toMatch(/^mail-server: [^\n]+\n$/);
  expect(run.stderr).toContain(message);
  expect(run.stderr).not.toContain(PASSWORD);
});

test('--help explains every setting and starts nothing', async () => {
  const run = start(['--help'], '');
  expect(await run.exited).toEqual([0, null]);
  expect(run.stdout).toContain('MAIL_SERVER_ACCOUNTS');
});
