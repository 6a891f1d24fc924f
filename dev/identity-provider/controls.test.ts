import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { IdentityProvider } from './identity-provider.ts';
import { authorizationUrl, choose, connect, refresh, start, withToken } from './testing.ts';

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await start();
});
afterAll(() => provider.stop());
beforeEach(() => provider.clearFaults());

const send = (method: string, path: string, body?: unknown) =>
  fetch(`${provider.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
    redirect: 'manual',
  });

const FAULT = { provider: 'google', endpoint: 'jwks', kind: '503', times: 1 };

test('faults are set, listed and cleared over HTTP', async () => {
  const made = await send('POST', '/faults', FAULT);
  expect(made.status).toBe(201);
  expect(await (await send('GET', '/faults')).json()).toEqual([await made.json()]);
  expect((await fetch(provider.endpoints.google.jwks)).status).toBe(503);
  expect(await (await send('GET', '/faults')).json()).toEqual([]);
  await send('POST', '/faults', FAULT);
  expect((await send('DELETE', '/faults')).status).toBe(204);
  expect((await fetch(provider.endpoints.google.jwks)).status).toBe(200);
});

test.each([
  ['a kind that is none', { ...FAULT, kind: 'rain' }],
  ['a kind that can’t happen there', { ...FAULT, kind: 'wrong-nonce' }],
  ['a revocation at Microsoft', { ...FAULT, provider: 'microsoft', endpoint: 'revoke' }],
  ['no times at all', { ...FAULT, times: 0 }],
  ['an unknown field', { ...FAULT, often: 2 }],
  ['nothing', null],
])('a fault with %s is refused', async (_what, fault) => {
  const answer = await send('POST', '/faults', fault);
  expect(answer.status).toBe(400);
  expect(await (await send('GET', '/faults')).json()).toEqual([]);
});

test('calls are counted and forgotten over HTTP', async () => {
  await send('DELETE', '/calls');
  await fetch(provider.endpoints.microsoft.jwks);
  expect(await (await send('GET', '/calls')).json()).toMatchObject({
    google: { jwks: 0 },
    microsoft: { jwks: 1 },
  });
  await send('DELETE', '/calls');
  expect(provider.calls().microsoft.jwks).toBe(0);
});

test.each([
  ['google', 'jane@acme.test', 'sales@acme.test'],
  ['microsoft', 'jane@contoso.test', 'billing@contoso.test'],
] as const)(
  'a changed password at %s ends the refresh tokens of that account alone',
  async (name, account, neighbour) => {
    const hit = await connect(provider, name, {}, { account });
    const spared = await connect(provider, name, {}, { account: neighbour });
    const answer = await send('POST', `/accounts/${encodeURIComponent(account)}/revoke-grants`);
    expect(await answer.json()).toEqual({ revoked: 1 });
    await expect(refresh(provider, name, hit.refreshToken())).rejects.toMatchObject({
      code: 'invalid_grant',
    });
    await refresh(provider, name, spared.refreshToken());
    const again = await connect(provider, name, {}, { account });
    await refresh(provider, name, again.refreshToken());
  },
);

test('an unknown account has no grants to revoke', async () => {
  expect((await send('POST', '/accounts/nobody/revoke-grants')).status).toBe(404);
});

test('habits change over HTTP, within reason', async () => {
  const changed = await send('PATCH', '/behaviour', { accessTokenSeconds: 7 });
  expect(await changed.json()).toMatchObject({ accessTokenSeconds: 7, rotation: 'keep-old' });
  expect((await connect(provider, 'google')).accessTokenExpiresInSeconds()).toBe(7);
  expect((await send('PATCH', '/behaviour', { accessTokenSeconds: -1 })).status).toBe(400);
  expect((await send('PATCH', '/behaviour', { rotation: 'sometimes' })).status).toBe(400);
  provider.behave({ accessTokenSeconds: 3599 });
});

test('Google can leave out iss', async () => {
  provider.behave({ googleIssParameter: 'none' });
  const back = await choose(provider, 'google', authorizationUrl(provider, 'google'));
  expect(back.searchParams.has('iss')).toBe(false);
  provider.behave({ googleIssParameter: 'right' });
});

test('every secret that was issued can be looked for elsewhere', async () => {
  const tokens = await connect(provider, 'microsoft');
  const secrets = await (await send('GET', '/secrets')).json();
  expect(secrets).toContain(tokens.accessToken());
  expect(secrets).toContain(tokens.refreshToken());
});

test('the panel switches faults on and off by hand', async () => {
  const page = await (await fetch(provider.url)).text();
  expect(page).toContain('Local Google and Microsoft (for development)');
  const form = (fields: Record<string, string>) =>
    fetch(`${provider.url}/`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: provider.endpoints.browser },
      redirect: 'manual',
    });
  const fields = { provider: 'google', endpoint: 'jwks', kind: '503', times: '' };
  expect((await form(fields)).status).toBe(303);
  expect(await (await fetch(provider.url)).text()).toContain('google jwks: 503');
  const wrong = await form({ ...fields, kind: 'wrong-nonce' });
  expect(wrong.status).toBe(400);
  expect(await wrong.text()).toContain('not a fault of this endpoint');
  await fetch(`${provider.url}/clear`, { method: 'POST' });
  expect(provider.faults()).toEqual([]);
});

test('another site’s page can’t switch anything', async () => {
  const headers = { origin: 'https://attacker.test', 'content-type': 'application/json' };
  const body = JSON.stringify(FAULT);
  const answer = await fetch(`${provider.url}/faults`, { method: 'POST', headers, body });
  expect(answer.status).toBe(403);
  expect(provider.faults()).toEqual([]);
});

test('accounts without a mailbox sign in, and open none', async () => {
  const google = await connect(provider, 'google', {}, { account: 'calendar@acme.test' });
  const profile = `${provider.endpoints.google.api}/gmail/v1/users/me/profile`;
  const gmail = await withToken(profile, google.accessToken());
  expect(gmail.status).toBe(400);
  expect(await gmail.json()).toMatchObject({ error: { status: 'FAILED_PRECONDITION' } });
  const account = 'unlicensed@contoso.test';
  const microsoft = await connect(provider, 'microsoft', {}, { account });
  const inbox = `${provider.endpoints.microsoft.graph}/v1.0/me/mailFolders/inbox?$select=id`;
  const graph = await withToken(inbox, microsoft.accessToken());
  expect(graph.status).toBe(404);
  expect(await graph.json()).toMatchObject({ error: { code: 'MailboxNotEnabledForRESTAPI' } });
});
