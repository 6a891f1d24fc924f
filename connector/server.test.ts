import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { ask, eventsOf, HMAC_KEY } from './testing/caller.ts';
import { on, PASSWORD } from './testing/rig.ts';
import { type Step, say, scriptedServer } from './testing/scripted-server.ts';
import { imapScript } from './testing/scripts.ts';

const program = fileURLToPath(new URL('server.ts', import.meta.url));
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

const start = (env: Record<string, string>, ...args: string[]) => {
  const child = spawn(process.execPath, [program, ...args], { env, stdio: 'pipe' });
  running.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.err += chunk;
  });
  return { child, output, exit: once(child, 'close').then(([code]) => code) };
};

const startReady = async (env: Record<string, string> = {}) => {
  const { child, ...rest } = start({
    CONNECTOR_HMAC_KEY: HMAC_KEY,
    HOST: '127.0.0.1',
    PORT: '0',
    ...env,
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ...rest, ready: JSON.parse(line) };
  }
  throw new Error(rest.output.err);
};

test('--help explains, and a missing key is named', async () => {
  const help = start({}, '--help');
  expect(await help.exit).toBe(0);
  expect(help.output.out).toContain('CONNECTOR_ALLOWED_NETWORKS');
  const keyless = start({});
  expect(await keyless.exit).toBe(1);
  expect(keyless.output.err).toContain('CONNECTOR_HMAC_KEY is required');
});

test('an authority file that is not there stops the start', async () => {
  const { exit, output } = start({
    CONNECTOR_HMAC_KEY: HMAC_KEY,
    CONNECTOR_EXTRA_CA: '/nowhere/ca.pem',
  });
  expect(await exit).toBe(1);
  expect(output.err).toContain('/nowhere/ca.pem');
});

test('it says where it listens, and SIGTERM lets the running test end', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const steps: Step[] = [() => held, say('{tag} OK [CAPABILITY IMAP4rev1] signed in\r\n')];
  const mail = await scriptedServer(imapScript([[/ LOGIN /i, steps]]));
  const { child, exit, output, ready } = await startReady({
    CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8',
    CONNECTOR_ALLOWED_PORTS: String(mail.port),
  });
  expect(ready).toEqual({ ready: true, port: expect.any(Number) });
  const url = `http://127.0.0.1:${ready.port}`;
  const response = await ask(url, { imap: on(mail.port, { host: '127.0.0.1' }) });
  await expect.poll(() => mail.heard.join('')).toContain('LOGIN');

  child.kill('SIGTERM');
  await expect.poll(() => output.out).toContain('"event":"stopping"');
  await expect(fetch(`${url}/health`)).rejects.toThrow();
  release();
  let last: unknown;
  for await (const event of eventsOf(response)) last = event;
  expect(last).toMatchObject({ type: 'result', result: { ok: true } });
  expect(await exit).toBe(0);
  expect(output.out).toContain('"event":"test-finished"');
  expect(output.out + output.err).not.toContain(PASSWORD);
  await mail.stop();
});

test('an idle connection is kept longer than the callers’ 5 seconds', async () => {
  const { ready } = await startReady();
  const answer = await fetch(`http://127.0.0.1:${ready.port}/health`);
  expect(Number(/timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(
    30,
  );
});

test('goes on answering when nobody reads its log any more', async () => {
  const { child, ready } = await startReady();
  child.stdout?.destroy();
  const server = await scriptedServer(imapScript());
  const request = { imap: on(server.port) };
  const results: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    for await (const event of eventsOf(await ask(`http://127.0.0.1:${ready.port}`, request))) {
      results.push(event.type);
    }
  }
  await server.stop();
  expect(results.filter((type) => type === 'result')).toHaveLength(2);
});
