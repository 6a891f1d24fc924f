import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONTOSO_TENANT, FABRIKAM_TENANT } from '../demo-accounts.ts';
import type { IdentityProvider } from '../identity-provider.ts';
import {
  authorizationUrl,
  choose,
  clientOf,
  connect,
  createClock,
  jsonOf,
  MICROSOFT_SCOPES,
  refresh,
  start,
  tokenEndpointOf,
  verify,
  withToken,
} from '../testing.ts';

const SHARED_SCOPES = [...MICROSOFT_SCOPES, 'Mail.ReadWrite.Shared', 'Mail.Send.Shared'];

const clock = createClock();
let provider: IdentityProvider;
beforeAll(async () => {
  provider = await start({}, clock.now);
});
afterAll(() => provider.stop());
beforeEach(() => {
  provider.behave({ rotation: 'keep-old', rotationGraceSeconds: 0 });
});

const issuerOf = (tid: string) => `${provider.endpoints.microsoft.authority}/${tid}/v2.0`;
const graph = (path: string, token: string) =>
  withToken(`${provider.endpoints.microsoft.graph}/v1.0${path}`, token);
const answerOf = async (url: URL, choice: Parameters<typeof choose>[3]) =>
  Object.fromEntries((await choose(provider, 'microsoft', url, choice)).searchParams);

test.each(['common', 'organizations', CONTOSO_TENANT, 'contoso.test'])(
  'a mailbox is connected under /%s: tokens, id_token of the account’s own tenant, Graph /me',
  async (tenant) => {
    const tokens = await connect(provider, 'microsoft', { tenant });
    const issuer = issuerOf(CONTOSO_TENANT);
    expect(await verify(provider, 'microsoft', tokens.idToken(), issuer)).toMatchObject({
      tid: CONTOSO_TENANT,
      oid: '0a11ce00-0000-4000-8000-000000000001',
      preferred_username: 'support@contoso.test',
      email: 'support@contoso.test',
      nonce: 'the-nonce',
      ver: '2.0',
    });
    expect(tokens.scopes()).toEqual(MICROSOFT_SCOPES.filter((scope) => scope !== 'offline_access'));
    const me = await graph('/me', tokens.accessToken());
    expect(await me.json()).toMatchObject({
      id: '0a11ce00-0000-4000-8000-000000000001',
      mail: 'support@contoso.test',
      userPrincipalName: 'support@contoso.test',
    });
  },
);

test('discovery keeps {tenantid} under the shared paths, and names the tenant under its own', async () => {
  const { authority } = provider.endpoints.microsoft;
  const discover = async (tenant: string) =>
    jsonOf(await fetch(`${authority}/${tenant}/v2.0/.well-known/openid-configuration`));
  expect(await discover('common')).toMatchObject({ issuer: `${authority}/{tenantid}/v2.0` });
  const own = await discover(CONTOSO_TENANT);
  expect(own).toMatchObject({ issuer: issuerOf(CONTOSO_TENANT) });
  expect((await fetch(String(own.jwks_uri))).status).toBe(200);
  expect(await discover('nowhere.test')).toMatchObject({ error_codes: [90002] });
});

test('an id_token of another tenant names that tenant as its issuer', async () => {
  const tokens = await connect(provider, 'microsoft', {}, { account: 'support@fabrikam.test' });
  await verify(provider, 'microsoft', tokens.idToken(), issuerOf(FABRIKAM_TENANT));
  await expect(
    verify(provider, 'microsoft', tokens.idToken(), issuerOf(CONTOSO_TENANT)),
  ).rejects.toMatchObject({ claim: 'iss' });
});

test.each([
  ['press@contoso.test', 'press@contoso.test', 'p.ress@contoso.test', 'press@contoso.test'],
  ['jane@contoso.test', 'jane@contoso.test', 'jane@contoso.test', undefined],
  ['intern@contoso.test', null, 'intern@contoso.test', undefined],
  ['kiosk_partner.test#EXT#@contoso.test', null, 'kiosk_partner.test#EXT#@contoso.test', undefined],
])(
  '%s: mail, sign-in name and email claim can differ or be missing',
  async (account, mail, userPrincipalName, email) => {
    const tokens = await connect(provider, 'microsoft', {}, { account });
    const me = await (await graph('/me', tokens.accessToken())).json();
    expect(me).toMatchObject({ mail, userPrincipalName });
    const claims = decodeJwt(tokens.idToken());
    expect(claims.email).toBe(email);
    expect(claims.preferred_username).toBe(userPrincipalName);
  },
);

test('Cancel is access_denied with AADSTS65004, and no iss', async () => {
  const answer = await answerOf(authorizationUrl(provider, 'microsoft'), { cancel: true });
  expect(answer).toMatchObject({ error: 'access_denied', state: 'the-state' });
  expect(answer.error_description).toMatch(/^AADSTS65004: .*Trace ID: .*Timestamp: /);
  expect(answer).not.toHaveProperty('iss');
});

test.each([
  ['clerk@northwind.test', 'access_denied', 'AADSTS90094'],
  ['temp@northwind.test', 'consent_required', 'AADSTS65001'],
  ['field@contoso.test', 'access_denied', 'AADSTS53003'],
])('%s comes back with %s, %s', async (account, error, number) => {
  const answer = await answerOf(authorizationUrl(provider, 'microsoft'), { account });
  expect(answer).toMatchObject({ error, error_description: expect.stringContaining(number) });
  expect(answer).not.toHaveProperty('code');
});

test('an account of another tenant is refused under a tenant’s path', async () => {
  const url = authorizationUrl(provider, 'microsoft', { tenant: CONTOSO_TENANT });
  const answer = await answerOf(url, { account: 'support@fabrikam.test' });
  expect(answer.error_description).toContain('AADSTS50020');
});

describe('every refresh brings a new refresh token; the old one', () => {
  const refreshTwice = async () => {
    const first = await connect(provider, 'microsoft');
    const next = await refresh(provider, 'microsoft', first.refreshToken());
    expect(next.refreshToken()).not.toBe(first.refreshToken());
    return { old: first.refreshToken(), newest: next.refreshToken() };
  };
  const refused = { code: 'invalid_grant' };

  test('goes on working, as Microsoft’s do', async () => {
    const { old } = await refreshTwice();
    await refresh(provider, 'microsoft', old);
  });

  test('is refused under strict rotation, and the newest lives', async () => {
    provider.behave({ rotation: 'strict' });
    const { old, newest } = await refreshTwice();
    await expect(refresh(provider, 'microsoft', old)).rejects.toMatchObject(refused);
    await refresh(provider, 'microsoft', newest);
  });

  test('takes the whole family with it where that is switched on', async () => {
    provider.behave({ rotation: 'strict-family' });
    const { old, newest } = await refreshTwice();
    await expect(refresh(provider, 'microsoft', old)).rejects.toMatchObject(refused);
    await expect(refresh(provider, 'microsoft', newest)).rejects.toMatchObject(refused);
  });

  test('works within the grace, and not after it', async () => {
    provider.behave({ rotation: 'strict', rotationGraceSeconds: 30 });
    const { old } = await refreshTwice();
    await refresh(provider, 'microsoft', old);
    clock.pass(30);
    await expect(refresh(provider, 'microsoft', old)).rejects.toMatchObject(refused);
  });

  test('is all that 20 callers at once have under strict rotation: one gets through', async () => {
    provider.behave({ rotation: 'strict' });
    const first = await connect(provider, 'microsoft');
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => refresh(provider, 'microsoft', first.refreshToken())),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

test('without offline_access there is no refresh token', async () => {
  const scopes = MICROSOFT_SCOPES.filter((scope) => scope !== 'offline_access');
  expect((await connect(provider, 'microsoft', { scopes })).hasRefreshToken()).toBe(false);
});

test('a scope nobody consented to is invalid_grant with AADSTS65001 at a refresh', async () => {
  const tokens = await connect(provider, 'microsoft');
  const asked = clientOf('microsoft').refreshAccessToken(
    tokenEndpointOf(provider, 'microsoft'),
    tokens.refreshToken(),
    ['Mail.ReadWrite.Shared'],
  );
  await expect(asked).rejects.toMatchObject({
    code: 'invalid_grant',
    description: expect.stringContaining('AADSTS65001'),
  });
});

describe('a shared mailbox', () => {
  const open = async (account: string, address: string, scopes = SHARED_SCOPES) => {
    const tokens = await connect(provider, 'microsoft', { scopes }, { account });
    const path = `/users/${encodeURIComponent(address)}/mailFolders/inbox`;
    const answer = await graph(path, tokens.accessToken());
    return { status: answer.status, body: await answer.json() };
  };

  test('opens to who has access and the shared permission', async () => {
    const { status, body } = await open('billing@contoso.test', 'Shared@contoso.test');
    expect(status).toBe(200);
    expect(body).toMatchObject({ displayName: 'Inbox', totalItemCount: 3 });
  });

  test('is ErrorAccessDenied to who has no access', async () => {
    const { status, body } = await open('jane@contoso.test', 'shared@contoso.test');
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'ErrorAccessDenied' } });
  });

  test('is ErrorAccessDenied without the shared permission', async () => {
    const { status, body } = await open(
      'billing@contoso.test',
      'shared@contoso.test',
      MICROSOFT_SCOPES,
    );
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'ErrorAccessDenied' } });
  });

  test('that does not exist is ErrorInvalidUser', async () => {
    const { status, body } = await open('billing@contoso.test', 'nobody@contoso.test');
    expect(status).toBe(404);
    expect(body).toMatchObject({
      error: {
        code: 'ErrorInvalidUser',
        message: "The requested user 'nobody@contoso.test' is invalid.",
      },
    });
  });
});

test('Graph refuses no token, an unknown one, an expired one, and one of Google’s', async () => {
  const google = await connect(provider, 'google');
  const tokens = await connect(provider, 'microsoft');
  const refusal = { error: { code: 'InvalidAuthenticationToken' } };
  for (const token of ['', 'EwBunknown', google.accessToken()]) {
    const answer = await graph('/me', token);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject(refusal);
  }
  clock.pass(3600);
  const answer = await graph('/me', tokens.accessToken());
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({
    error: { message: 'Lifetime validation failed, the token is expired.' },
  });
});

test('Graph refuses /me without User.Read', async () => {
  const tokens = await connect(provider, 'microsoft', { scopes: ['openid', 'Mail.ReadWrite'] });
  const answer = await graph('/me', tokens.accessToken());
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ error: { code: 'Authorization_RequestDenied' } });
});
