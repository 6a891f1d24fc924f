import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { KeyState, KeyStatus } from '../../contract/keys.ts';
import { root } from '../stand/paths.ts';
import { asText } from './report.ts';

const TOKEN = 'a-token-that-only-this-tests-operator-knows';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Answers what is asked with the next of the statuses, the last one for ever. */
const letterbox = async (...answers: unknown[]) => {
  const asked: { path: string; token: string }[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', token: request.headers.authorization ?? '' });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    response.statusCode = typeof answer === 'number' ? answer : 200;
    response.end(JSON.stringify(answer));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
};

const run = (args: string[], env: Record<string, string> = { OPERATOR_TOKEN: TOKEN }) =>
  new Promise<{ status: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      ['dev/keys-status.mjs', ...args],
      { cwd: root, env: { ...process.env, OPERATOR_TOKEN: '', ...env } },
      (error, ...out) => resolve({ status: error?.code ?? 0, stdout: out[0], stderr: out[1] }),
    );
  });

const key = (changes: Partial<KeyState>): KeyState => ({
  ...{ id: '0badf00d', role: 'retiring', inboxes: 0, shortLived: 0, unreadable: 0, resealed: 0 },
  ...{ safeToRetire: false, total: 0, running: false, finishedAt: null },
  ...changes,
});

const CURRENT = key({ id: '1a2b3c4d', role: 'current', inboxes: 7500 });
const status = (...keys: KeyState[]): KeyStatus => ({
  current: CURRENT.id,
  keys: [CURRENT, ...keys],
});

const HALF = key({ inboxes: 2500, resealed: 7500, total: 10_000, running: true, shortLived: 1 });
const DONE = key({ resealed: 10_000, total: 10_000, safeToRetire: true });
const UNUSED = key({ id: '5eed5eed', safeToRetire: true, total: 0 });
const MISSING = key({ id: 'feedbeef', role: 'missing', inboxes: 12 });

describe('the command', () => {
  test('draws how far it is, says why not yet, and ends with 1', async () => {
    const { url, asked } = await letterbox(status(HALF));
    expect(await run(['--url', url])).toEqual({
      ...{ status: 1, stderr: '' },
      stdout: `${url}

  key                 inboxes  sign-ins  unreadable
  1a2b3c4d  current     7,500         0           0
  0badf00d  retiring    2,500         1           0

  0badf00d  [######################........]  75 %  7,500 of 10,000 re-sealed

not yet safe to retire 0badf00d: 2,500 inboxes are still to be re-sealed; 1 sign-in needs it, ten minutes at most; a pass is under way
`,
    });
    expect(asked).toEqual([{ path: '/api/operator/keys?counts=true', token: `Bearer ${TOKEN}` }]);
  });

  test('says when it is safe, and ends with 0', async () => {
    const { url } = await letterbox(status(DONE));
    const { status: code, stdout } = await run(['--url', url]);
    expect(code).toBe(0);
    expect(stdout).toContain('[##############################] 100 %  10,000 of 10,000 re-sealed');
    expect(stdout).toMatch(/^safe to retire 0badf00d$/m);
  });

  test('does not tell to take away a key that is there before it is used, and ends with 0', async () => {
    const { url } = await letterbox(status(UNUSED));
    const { status: code, stdout } = await run(['--url', url]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^not in use: 5eed5eed \(new, or never used\)$/m);
    expect(stdout).not.toContain('safe to retire');
  });

  test('calls a key safe to retire once a pass over it has ended, though it had nothing to do', async () => {
    const passed = { ...UNUSED, finishedAt: '2026-03-01T12:00:00.000Z' };
    const { url } = await letterbox(status(passed));
    expect((await run(['--url', url])).stdout).toMatch(/^safe to retire 5eed5eed$/m);
  });

  test('says that there is nothing to retire, and ends with 0', async () => {
    const { url } = await letterbox(status());
    const { status: code, stdout } = await run(['--url', url]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^nothing to retire$/m);
  });

  test('names a key that is missing, and ends with 1', async () => {
    const { url } = await letterbox(status(MISSING));
    const { status: code, stdout } = await run(['--url', url]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'key feedbeef is MISSING: 12 inboxes need it. Add it to ENCRYPTION_KEYS_RETIRING.',
    );
  });

  test('prints one JSON object with --json', async () => {
    const { url } = await letterbox(status(HALF));
    const { status: code, stdout } = await run(['--url', url, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ safe: false, ...status(HALF) });
  });

  test('asks on with --watch until it is safe', async () => {
    const { url, asked } = await letterbox(status(HALF), status(DONE));
    const { status: code, stdout } = await run(['--url', url, '--watch', '--json']);
    expect(code).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).safe)).toEqual([false, true]);
    expect(asked).toHaveLength(2);
  });
});

describe('ends with 2 and says why where', () => {
  test('the token is refused', async () => {
    const { url } = await letterbox(401);
    const { status: code, stderr } = await run(['--url', url]);
    expect([code, stderr]).toEqual([2, `${url}: It refuses this OPERATOR_TOKEN.\n`]);
    expect(stderr).not.toContain(TOKEN);
  });

  test.each([
    ['the deployment has no token', 404, 'It has no OPERATOR_TOKEN'],
    ['it fails', 500, 'It answered 500'],
    ['it answers something else', { hello: 1 }, 'unknown form'],
  ])('%s', async (_when, answer, words) => {
    const { url } = await letterbox(answer);
    const { status: code, stderr } = await run(['--url', url]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  test.each([
    ['nobody answers', ['--url', 'http://127.0.0.1:1'], 'can’t be reached'],
    ['the token would go over an open line', ['--url', 'http://mail.example.com'], '--url takes'],
    ['the address is none', ['--url', 'mail'], '--url takes'],
    ['an option is unknown', ['--all'], '--help'],
  ])('%s', async (_when, args, words) => {
    const { status: code, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  test('no token is given', async () => {
    const { status: code, stderr } = await run(['--url', 'https://mail.example.com'], {});
    expect(code).toBe(2);
    expect(stderr).toContain('OPERATOR_TOKEN');
  });

  test('no Letterbox runs here', async () => {
    const { status: code, stderr } = await run([], { LETTERBOX_STAND: '/nowhere' });
    expect(code).toBe(2);
    expect(stderr).toContain('npm start');
  });
});

test('what does not open, and what a sign-in loses, is told', () => {
  const text = asText(
    status(
      key({ inboxes: 3, unreadable: 2, total: 3 }),
      key({ id: 'feedbeef', role: 'missing', shortLived: 1 }),
    ),
  );
  expect(text).toContain(
    'not yet safe to retire 0badf00d: 1 inbox is still to be re-sealed; 2 inboxes do not open and must be connected anew',
  );
  expect(text).toContain('key feedbeef is gone: 1 sign-in fails and can be begun again');
});

test('--help tells of every option and exit code', async () => {
  const { status: code, stdout } = await run(['--help']);
  expect(code).toBe(0);
  for (const word of ['--url', '--watch', '--json', 'OPERATOR_TOKEN', 'Exits with 0']) {
    expect(stdout).toContain(word);
  }
});
