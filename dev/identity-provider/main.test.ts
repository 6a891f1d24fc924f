import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CLIENTS } from './testing.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const SETTINGS = JSON.stringify({ clients: CLIENTS });

const start = (args: string[], settings = SETTINGS) => {
  const env = { ...process.env, IDENTITY_PROVIDER_SETTINGS: settings };
  const child = spawn(process.execPath, [MAIN, ...args], { env });
  const run = { child, stdout: '', stderr: '', exited: once(child, 'close') };
  child.stdout.on('data', (chunk) => {
    run.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    run.stderr += chunk;
  });
  return run;
};

test('it says where it listens and what a Worker needs, keeps the secrets, and stops at SIGTERM', async () => {
  const run = start(['--port', '0']);
  await once(run.child.stdout, 'data');
  const { ready, url, environment } = JSON.parse(run.stdout);
  expect(ready).toBe(true);
  const { port } = new URL(url);
  expect(environment).toEqual({
    GOOGLE_CLIENT_ID: 'google-client',
    GOOGLE_ISSUER: `${url}/google`,
    GOOGLE_AUTHORIZATION_ENDPOINT: `http://localhost:${port}/google/o/oauth2/v2/auth`,
    GOOGLE_TOKEN_ENDPOINT: `${url}/google/token`,
    GOOGLE_REVOCATION_ENDPOINT: `${url}/google/revoke`,
    GOOGLE_JWKS_URI: `${url}/google/oauth2/v3/certs`,
    GOOGLE_API: `${url}/google`,
    MICROSOFT_CLIENT_ID: 'microsoft-client',
    MICROSOFT_AUTHORITY: `http://localhost:${port}/microsoft`,
    MICROSOFT_TENANT: 'common',
    MICROSOFT_ISSUER_TEMPLATE: `http://localhost:${port}/microsoft/{tid}/v2.0`,
    MICROSOFT_JWKS_URI: `http://localhost:${port}/microsoft/common/discovery/v2.0/keys`,
    MICROSOFT_GRAPH: `${url}/graph`,
  });
  expect((await fetch(environment.MICROSOFT_JWKS_URI)).status).toBe(200);
  run.child.kill('SIGTERM');
  expect(await run.exited).toEqual([0, null]);
  expect(run.stdout + run.stderr).not.toMatch(/google-secret|microsoft-secret/);
});

test('a busy port is explained in one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const run = start(['--port', String(port)]);
  expect(await run.exited).toEqual([1, null]);
  expect(run.stderr).toBe(`identity-provider: port ${port} on 127.0.0.1 is already in use\n`);
  other.close();
});

test('settings that can’t be used are explained in one line, without secrets', async () => {
  const { google } = CLIENTS;
  const run = start([], JSON.stringify({ clients: { google } }));
  expect(await run.exited).toEqual([1, null]);
  expect(run.stderr).toBe(
    'identity-provider: settings: cannot use clients.microsoft (see --help)\n',
  );
});

test('--help explains the settings and starts nothing', async () => {
  const run = start(['--help'], '');
  expect(await run.exited).toEqual([0, null]);
  expect(run.stdout).toContain('IDENTITY_PROVIDER_SETTINGS');
});
