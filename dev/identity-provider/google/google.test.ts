import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdentityProvider } from '../identity-provider.ts';
import {
  authorizationUrl,
  choose,
  clientOf,
  connect,
  createClock,
  GMAIL,
  jsonOf,
  REDIRECT,
  refresh,
  start,
  verify,
  withToken,
} from '../testing.ts';

const EMAIL = 'https://www.googleapis.com/auth/userinfo.email';

const clock = createClock();
let provider: IdentityProvider;
beforeAll(async () => {
  provider = await start({}, clock.now);
});
afterAll(() => provider.stop());

const profile = (token: string) =>
  withToken(`${provider.endpoints.google.api}/gmail/v1/users/me/profile`, token);

const revoke = (token: string) =>
  fetch(provider.endpoints.google.revocation, {
    method: 'POST',
    body: new URLSearchParams({ token }),
  });

test('a mailbox is connected: code, tokens, verified id_token, Gmail profile', async () => {
  const tokens = await connect(provider, 'google', {}, { account: 'jane@acme.test' });
  const { issuer } = provider.endpoints.google;
  expect(await verify(provider, 'google', tokens.idToken(), issuer)).toMatchObject({
    sub: '100000000000000000003',
    email: 'jane@acme.test',
    email_verified: true,
    hd: 'acme.test',
    nonce: 'the-nonce',
  });
  expect(tokens.hasRefreshToken()).toBe(true);
  expect(tokens.accessTokenExpiresInSeconds()).toBe(3599);
  const answer = await profile(tokens.accessToken());
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    emailAddress: 'jane@acme.test',
    messagesTotal: 3,
    threadsTotal: 2,
    historyId: '1042',
  });
  const info = await withToken(provider.endpoints.google.userinfo, tokens.accessToken());
  expect(await info.json()).toMatchObject({ email: 'jane@acme.test', hd: 'acme.test' });
});

test('the discovery document names endpoints that work, and is silent about iss', async () => {
  const { issuer } = provider.endpoints.google;
  const document = await jsonOf(await fetch(`${issuer}/.well-known/openid-configuration`));
  expect(document).toMatchObject({ issuer, token_endpoint: provider.endpoints.google.token });
  expect(document).not.toHaveProperty('authorization_response_iss_parameter_supported');
  expect((await fetch(String(document.jwks_uri))).status).toBe(200);
});

test('the way back carries state, Google’s own iss, and its own names of the scopes', async () => {
  const back = await choose(provider, 'google', authorizationUrl(provider, 'google'));
  expect(back.href.startsWith(`${REDIRECT.google}?`)).toBe(true);
  expect(Object.fromEntries(back.searchParams)).toMatchObject({
    state: 'the-state',
    iss: provider.endpoints.google.issuer,
    scope: `openid ${EMAIL} ${GMAIL}`,
    hd: 'acme.test',
  });
});

test('Cancel is access_denied, without a description', async () => {
  const url = authorizationUrl(provider, 'google');
  const back = await choose(provider, 'google', url, { cancel: true });
  const { iss: _, ...rest } = Object.fromEntries(back.searchParams);
  expect(rest).toEqual({ error: 'access_denied', state: 'the-state' });
});

test('an unticked permission is missing from the granted scopes, and Gmail refuses the token', async () => {
  const tokens = await connect(provider, 'google', {}, { untick: [GMAIL] });
  expect(tokens.scopes()).toEqual(['openid', EMAIL]);
  const answer = await profile(tokens.accessToken());
  expect(answer.status).toBe(403);
  expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope');
  expect(await answer.json()).toMatchObject({
    error: { code: 403, status: 'PERMISSION_DENIED', details: [{ domain: 'googleapis.com' }] },
  });
});

test('a refresh brings an access token, and no refresh token', async () => {
  const first = await connect(provider, 'google');
  const next = await refresh(provider, 'google', first.refreshToken());
  expect(next.hasRefreshToken()).toBe(false);
  expect(next.accessToken()).not.toBe(first.accessToken());
  expect((await profile(next.accessToken())).status).toBe(200);
  const again = await refresh(provider, 'google', first.refreshToken());
  expect(again.hasRefreshToken()).toBe(false);
});

test('without openid there is no id_token, at first or at a refresh', async () => {
  const first = await connect(provider, 'google', { scopes: [GMAIL] });
  expect(() => first.idToken()).toThrow('id_token');
  const next = await refresh(provider, 'google', first.refreshToken());
  expect(() => next.idToken()).toThrow('id_token');
});

describe('a refresh token is given', () => {
  const isGiven = async (extra: Record<string, string | null>) =>
    (
      await connect(provider, 'google', { extra }, { account: 'sales@acme.test' })
    ).hasRefreshToken();

  test('offline, at the first consent; later only with prompt=consent', async () => {
    expect(await isGiven({ access_type: null })).toBe(false);
    expect(await isGiven({ prompt: null })).toBe(false);
    expect(await isGiven({})).toBe(true);
    expect(await isGiven({ access_type: 'online' })).toBe(false);
    const { accessToken } = await connect(
      provider,
      'google',
      {},
      { account: 'sales@acme.test' },
    ).then((tokens) => ({ accessToken: tokens.accessToken() }));
    expect((await revoke(accessToken)).status).toBe(200);
    expect(await isGiven({ prompt: null })).toBe(true);
  });
});

test('include_granted_scopes adds what was granted before; without it, only this consent counts', async () => {
  const account = 'support@globex.test';
  await connect(provider, 'google', {}, { account });
  const ask = { scopes: ['openid'] };
  expect((await connect(provider, 'google', ask, { account })).scopes()).toEqual(['openid']);
  const extra = { include_granted_scopes: 'true' };
  const tokens = await connect(provider, 'google', { ...ask, extra }, { account });
  expect(tokens.scopes()).toEqual(['openid', EMAIL, GMAIL]);
});

test.each(['access', 'refresh'] as const)(
  'revoking by the %s token ends every token of that account, and of no other',
  async (which) => {
    const other = await connect(provider, 'google', {}, { account: 'jane@acme.test' });
    const here = await connect(provider, 'google');
    const elsewhere = await connect(provider, 'google');
    const token = which === 'access' ? here.accessToken() : here.refreshToken();
    await clientOf('google').revokeToken(provider.endpoints.google.revocation, token);
    expect((await profile(elsewhere.accessToken())).status).toBe(401);
    await expect(refresh(provider, 'google', elsewhere.refreshToken())).rejects.toMatchObject({
      code: 'invalid_grant',
      description: 'Token has been expired or revoked.',
    });
    expect((await profile(other.accessToken())).status).toBe(200);
    const twice = await revoke(token);
    expect(twice.status).toBe(400);
    expect(await twice.json()).toMatchObject({ error: 'invalid_token' });
  },
);

test('nobody revokes with a made-up token or as another client', async () => {
  expect(await (await revoke('1//0made-up')).json()).toMatchObject({ error: 'invalid_token' });
  const tokens = await connect(provider, 'google');
  const answer = await fetch(provider.endpoints.google.revocation, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('google-client:wrong')}` },
    body: new URLSearchParams({ token: tokens.refreshToken() }),
  });
  expect(answer.status).toBe(401);
  expect((await profile(tokens.accessToken())).status).toBe(200);
});

test.each([
  ['none', undefined, 'Login Required.'],
  ['an unknown one', 'Bearer ya29.unknown', 'Invalid Credentials'],
  ['another scheme', 'Basic ya29.unknown', 'Login Required.'],
])('Gmail answers 401 to a token that is %s', async (_what, authorization, message) => {
  const headers: Record<string, string> = authorization ? { authorization } : {};
  const url = `${provider.endpoints.google.api}/gmail/v1/users/me/profile`;
  const answer = await fetch(url, { headers });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({
    error: { code: 401, status: 'UNAUTHENTICATED', errors: [{ message }] },
  });
});

test('an access token lives as long as it was said to', async () => {
  provider.behave({ accessTokenSeconds: 5 });
  const tokens = await connect(provider, 'google');
  expect(tokens.accessTokenExpiresInSeconds()).toBe(5);
  expect((await profile(tokens.accessToken())).status).toBe(200);
  clock.pass(5);
  expect((await profile(tokens.accessToken())).status).toBe(401);
  const next = await refresh(provider, 'google', tokens.refreshToken());
  expect((await profile(next.accessToken())).status).toBe(200);
  provider.behave({ accessTokenSeconds: 3599 });
});

test('a narrower scope can be asked for at a refresh, a wider one can’t', async () => {
  const tokens = await connect(provider, 'google', { scopes: ['openid', 'email'] });
  const client = clientOf('google');
  const endpoint = provider.endpoints.google.token;
  const less = await client.refreshAccessToken(endpoint, tokens.refreshToken(), ['email']);
  expect(less.scopes()).toEqual([EMAIL]);
  await expect(
    client.refreshAccessToken(endpoint, tokens.refreshToken(), [GMAIL]),
  ).rejects.toMatchObject({ code: 'invalid_scope' });
});
