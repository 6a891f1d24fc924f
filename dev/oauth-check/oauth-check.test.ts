import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IdentityProvider } from '../identity-provider/identity-provider.ts';
import { CLIENTS, start } from '../identity-provider/testing.ts';
import { root } from '../stand/paths.ts';

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await start();
});
afterAll(() => provider.stop());

/** Runs the command as an operator does; the providers of the test live in this process meanwhile. */
const run = (args: string[], settings: Record<string, string> = {}) =>
  new Promise<{ status: unknown; stdout: string; stderr: string }>((resolve) => {
    const env = {
      ...{ ...process.env, ...provider.environment, PUBLIC_URL: 'https://letterbox.test' },
      ...settings,
    };
    execFile(
      process.execPath,
      ['dev/oauth-check.mjs', ...args],
      { cwd: root, env },
      (error, ...out) => resolve({ status: error?.code ?? 0, stdout: out[0], stderr: out[1] }),
    );
  });

const SECRETS = Object.values(CLIENTS).map(({ secret }) => secret);

test('tells of both providers, without their secrets, and ends with 0', async () => {
  const { status, stdout, stderr } = await run([]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('Google: fine');
  expect(stdout).toContain('Microsoft: fine');
  expect(stdout).toContain('https://letterbox.test/api/oauth/microsoft/callback');
  for (const secret of SECRETS) expect(stdout).not.toContain(secret);
});

test('ends with 1 where a secret is wrong, of the provider that is asked for alone', async () => {
  const wrong = 'canary-of-a-secret';
  const { status, stdout, stderr } = await run(['--provider', 'google', '--json'], {
    GOOGLE_CLIENT_SECRET: wrong,
  });
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ provider: 'google', verdict: 'mend' });
  expect(stdout + stderr).not.toContain(wrong);
});

test('ends with 2 where the provider can’t be reached', async () => {
  const { status } = await run(['--provider', 'google'], {
    GOOGLE_TOKEN_ENDPOINT: 'http://127.0.0.1:1/',
  });
  expect(status).toBe(2);
});

test('ends with 0 where nobody is configured', async () => {
  const none = { GOOGLE_CLIENT_ID: '', MICROSOFT_CLIENT_ID: '' };
  const { status, stdout } = await run([], none);
  expect(status).toBe(0);
  expect(stdout.match(/not configured/g)).toHaveLength(2);
});

test.each([['--provider', 'yahoo'], ['--everything']])(
  '%s is not understood: 2',
  async (...args) => {
    const { status, stdout, stderr } = await run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('--help');
  },
);

test('--help tells of every option, and which setting wins', async () => {
  const { status, stdout } = await run(['--help']);
  expect(status).toBe(0);
  for (const words of ['--provider', '--json', '1. the environment', '2. .dev.vars']) {
    expect(stdout).toContain(words);
  }
});
