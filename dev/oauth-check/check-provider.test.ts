import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultKind } from '../identity-provider/faults.ts';
import type { IdentityProvider } from '../identity-provider/identity-provider.ts';
import { CLIENTS, type Name, start } from '../identity-provider/testing.ts';
import { listen } from '../mail-server/listener.ts';
import { checkProvider } from './check-provider.ts';
import { type Check, verdictOf } from './report.ts';
import type { Settings } from './settings.ts';

/** More than a busy machine needs; what never answers is waited for no longer than shown by the other. */
const DEADLINE_MS = 30_000;
const SHORT_MS = 1_000;
const NAMES = ['google', 'microsoft'] as const;

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await start();
});
afterAll(() => provider.stop());
beforeEach(() => provider.clearFaults());

const settings = (rest: Settings = {}): Settings => ({
  ...provider.environment,
  PUBLIC_URL: 'https://letterbox.test',
  ...rest,
});
const run = (name: Name, rest?: Settings, deadlineMs = DEADLINE_MS) =>
  checkProvider(settings(rest), name, deadlineMs);
const find = ({ checks }: { checks: Check[] }, name: Check['check']) =>
  checks.find(({ check }) => check === name);
const client = async (name: Name, rest?: Settings) => find(await run(name, rest), 'client');
const secretOf = (name: Name) => `${name.toUpperCase()}_CLIENT_SECRET`;
const idOf = (name: Name) => `${name.toUpperCase()}_CLIENT_ID`;
const fault = (name: Name, kind: FaultKind, endpoint: 'token' | 'jwks' = 'token') =>
  provider.addFault({ provider: name, endpoint, kind });

describe.each(NAMES)('at %s', (name) => {
  test('a client that works is fine in everything, and the redirect URI is told', async () => {
    const report = await run(name);
    expect(verdictOf(report)).toBe('fine');
    expect(report.checks.map(({ status }) => status)).toEqual([
      ...(['fine', 'fine', 'register', 'fine', 'fine'] as const),
    ]);
    expect(find(report, 'redirect-uri')?.detail).toBe(
      `https://letterbox.test/api/oauth/${name}/callback`,
    );
    expect(find(report, 'client')?.detail).toMatch(/^accepted: invalid_grant/);
  });

  test('without an id it is not configured, though its secret waits already', async () => {
    const report = await run(name, { [idOf(name)]: '' });
    expect(verdictOf(report)).toBe('not-configured');
    expect(report.note).toContain(`${secretOf(name)} is there and waits for it.`);
  });

  test('an id without a secret is to be mended, and nothing is asked', async () => {
    provider.resetCalls();
    const report = await run(name, { [secretOf(name)]: '' });
    expect(report.checks).toMatchObject([{ check: 'configured', status: 'mend' }]);
    expect(report.checks[0]?.hint).toContain('in the environment');
    expect(provider.calls()[name].token).toBe(0);
  });

  test('a wrong secret is to be mended', async () => {
    const checked = await client(name, { [secretOf(name)]: 'wrong' });
    expect(checked).toMatchObject({ status: 'mend', hint: expect.stringMatching(/secret/i) });
  });

  test('a wrong id is to be mended', async () => {
    const checked = await client(name, { [idOf(name)]: 'another' });
    expect(checked).toMatchObject({ status: 'mend', hint: expect.stringMatching(/id/) });
  });

  test.each(['429', '500', '503', 'garbage', 'timeout', 'reset'] as const)(
    'a token endpoint with %s could not be checked, and is not called wrong',
    async (kind) => {
      fault(name, kind);
      const report = await run(name, {}, kind === 'timeout' ? SHORT_MS : DEADLINE_MS);
      expect(find(report, 'client')).toMatchObject({
        status: 'unknown',
        hint: expect.stringContaining('nothing is known to be wrong'),
      });
      expect(verdictOf(report)).toBe('unknown');
    },
  );

  test.each(['429', '500', '503', 'garbage', 'timeout'] as const)(
    'keys that answer %s could not be checked',
    async (kind) => {
      fault(name, kind, 'jwks');
      const report = await run(name, {}, kind === 'timeout' ? SHORT_MS : DEADLINE_MS);
      expect(find(report, 'keys')?.status).toBe('unknown');
    },
  );

  test('a provider that refuses the code before it looks at the secret proves nothing', async () => {
    fault(name, 'invalid_grant');
    expect(await client(name)).toMatchObject({
      status: 'unknown',
      hint: expect.stringContaining('was not looked at'),
    });
  });

  test('a PUBLIC_URL that can’t be read leaves nothing to register and nothing to ask', async () => {
    const report = await run(name, { PUBLIC_URL: 'letterbox.test' });
    expect(find(report, 'public-url')?.status).toBe('mend');
    expect(find(report, 'redirect-uri')?.status).toBe('skipped');
    expect(find(report, 'client')?.status).toBe('skipped');
  });

  test('no secret is told, whatever goes wrong', async () => {
    const canary = 'canary-of-the-client';
    const tries = [
      settings({ [secretOf(name)]: canary }),
      settings({ [idOf(name)]: canary, [secretOf(name)]: canary }),
      settings({ [secretOf(name)]: canary, PUBLIC_URL: 'http://letterbox.test' }),
      { [idOf(name)]: canary, [secretOf(name)]: canary, [`${name.toUpperCase()}_JWKS_URI`]: 'x' },
    ];
    const reports = await Promise.all([
      ...tries.map((one) => checkProvider(one, name, DEADLINE_MS)),
      run(name),
    ]);
    expect(JSON.stringify(reports)).not.toContain(canary);
    expect(JSON.stringify(reports)).not.toContain(CLIENTS[name].secret);
  });
});

test('Microsoft’s expired secret and unknown tenant are told apart from a wrong secret', async () => {
  expect((await client('microsoft', { MICROSOFT_CLIENT_SECRET: 'wrong' }))?.hint).toContain(
    '"Secret ID"',
  );
  const MICROSOFT_TENANT = '00000000-0000-4000-8000-000000000000';
  expect((await client('microsoft', { MICROSOFT_TENANT }))?.hint).toContain(
    'There is no such tenant',
  );
  expect((await client('microsoft', { MICROSOFT_CLIENT_ID: 'another' }))?.hint).toContain(
    'MICROSOFT_TENANT',
  );
  fault('microsoft', 'invalid_client_expired_secret');
  expect((await client('microsoft'))?.hint).toContain('has expired');
});

test.each([
  ['deleted_client', 401, 'mend', 'was deleted'],
  ['disabled_client', 401, 'mend', 'disabled'],
  ['redirect_uri_mismatch', 400, 'mend', 'Register the redirect URI'],
  ['unauthorized_client', 401, 'mend', 'Web application'],
  ['something_new', 400, 'unknown', 'Look it up'],
])('Google’s %s has a word of its own', async (error, status, verdict, words) => {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error, error_description: 'canary' }));
  });
  const { port, stop } = await listen(server, '127.0.0.1', 0);
  const checked = await client('google', { GOOGLE_TOKEN_ENDPOINT: `http://127.0.0.1:${port}/` });
  await stop();
  expect(checked).toMatchObject({ status: verdict, detail: error });
  expect(checked?.hint).toContain(words);
});

test.each([
  ['are none', { keys: [] }],
  ['can’t verify RS256', { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', alg: 'ES256' }] }],
  ['are broken', { keys: [{ kty: 'RSA', n: 7, e: 'AQAB' }] }],
])('keys that %s are to be mended', async (_what, keys) => {
  const server = createServer((_request, response) => response.end(JSON.stringify(keys)));
  const { port, stop } = await listen(server, '127.0.0.1', 0);
  const report = await run('google', { GOOGLE_JWKS_URI: `http://127.0.0.1:${port}/` });
  await stop();
  expect(find(report, 'keys')).toMatchObject({
    status: 'mend',
    hint: expect.stringContaining('GOOGLE_JWKS_URI'),
  });
});

test('an address where nobody listens is unreachable, and nothing that is wrong', async () => {
  const nowhere = 'http://127.0.0.1:1/';
  const rest = { GOOGLE_TOKEN_ENDPOINT: nowhere, GOOGLE_JWKS_URI: nowhere };
  const report = await run('google', rest);
  expect(find(report, 'client')).toMatchObject({ status: 'unknown', detail: 'unreachable' });
  expect(find(report, 'keys')?.status).toBe('unknown');
});
