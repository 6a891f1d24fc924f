import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdentityProvider } from './identity-provider.ts';
import {
  authorizationUrl,
  authorize,
  CLIENTS,
  codeFields,
  connect,
  createClock,
  jsonOf,
  type Name,
  postToken,
  refresh,
  start,
  tokenEndpointOf,
  withToken,
} from './testing.ts';

const clock = createClock();
let provider: IdentityProvider;
beforeAll(async () => {
  provider = await start({}, clock.now);
});
afterAll(() => provider.stop());

const answerTo = async (asked: Promise<Response>) => {
  const answer = await asked;
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return { status: answer.status, ...(await jsonOf(answer)) };
};

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${btoa(`${id}:${secret}`)}`,
});

const profileOf = (name: Name) =>
  name === 'google'
    ? `${provider.endpoints.google.api}/gmail/v1/users/me/profile`
    : `${provider.endpoints.microsoft.graph}/v1.0/me`;

describe.each(['google', 'microsoft'] as const)('%s', (name) => {
  test('a code works once; a second use is refused and ends what the first one brought', async () => {
    const exchange = await authorize(provider, name);
    const tokens = await jsonOf(await postToken(provider, name, codeFields(name, exchange)));
    const second = await answerTo(postToken(provider, name, codeFields(name, exchange)));
    expect(second).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect((await withToken(profileOf(name), String(tokens.access_token))).status).toBe(401);
    await expect(refresh(provider, name, String(tokens.refresh_token))).rejects.toMatchObject({
      code: 'invalid_grant',
    });
  });

  test('of two uses of a code at once, one wins', async () => {
    const fields = codeFields(name, await authorize(provider, name));
    const answers = await Promise.all([1, 2].map(() => postToken(provider, name, fields)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });

  test('a code lives for 60 seconds', async () => {
    const early = await authorize(provider, name);
    clock.pass(59);
    expect((await postToken(provider, name, codeFields(name, early))).status).toBe(200);
    const late = await authorize(provider, name);
    clock.pass(60);
    const answer = await answerTo(postToken(provider, name, codeFields(name, late)));
    expect(answer).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  test.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }],
    ['no verifier', { code_verifier: '' }],
    ['a verifier that is too short', { code_verifier: 'x' }],
    ['a made-up code', { code: 'made-up' }],
  ])('%s is invalid_grant', async (_what, wrong) => {
    const fields = { ...codeFields(name, await authorize(provider, name)), ...wrong };
    const answer = await answerTo(postToken(provider, name, fields));
    expect(answer).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(answer).not.toHaveProperty('access_token');
  });

  test('the redirect address has to be the same again', async () => {
    const fields = codeFields(name, await authorize(provider, name));
    const redirect_uri = `${fields.redirect_uri}/`;
    const answer = await answerTo(postToken(provider, name, { ...fields, redirect_uri }));
    const error = name === 'google' ? 'redirect_uri_mismatch' : 'invalid_client';
    expect(answer).toMatchObject({ status: 400, error });
  });

  test('the client is known by HTTP Basic as well as by the form', async () => {
    const { id, secret } = CLIENTS[name];
    const fields = codeFields(name, await authorize(provider, name));
    expect((await postToken(provider, name, fields, basic(id, secret))).status).toBe(200);
  });

  test.each([
    ['Basic', (id: string) => [{}, basic(id, 'wrong')]],
    ['the form', () => [{ client_secret: 'wrong' }, {}]],
  ] as const)('a wrong secret by %s is invalid_client, 401', async (_how, wrong) => {
    const [fields, headers] = wrong(CLIENTS[name].id);
    const exchange = codeFields(name, await authorize(provider, name));
    const refused = await answerTo(postToken(provider, name, { ...exchange, ...fields }, headers));
    expect(refused).toMatchObject({ status: 401, error: 'invalid_client' });
    expect((await postToken(provider, name, exchange)).status).toBe(200);
  });

  test('an unknown client gets nothing', async () => {
    const exchange = codeFields(name, await authorize(provider, name));
    const refused = await answerTo(postToken(provider, name, { ...exchange, client_id: 'other' }));
    expect(refused).toMatchObject(
      name === 'google'
        ? { status: 401, error: 'invalid_client' }
        : { status: 400, error: 'unauthorized_client', error_codes: [700016] },
    );
  });

  test('who sends the secret twice, or a field twice, or no form, is refused', async () => {
    const { id, secret } = CLIENTS[name];
    const fields = codeFields(name, await authorize(provider, name));
    const twice = { ...fields, client_secret: secret };
    const both = await answerTo(postToken(provider, name, twice, basic(id, secret)));
    expect(both).toMatchObject({ status: 400, error: 'invalid_request' });
    const body = new URLSearchParams({ ...fields, client_id: id, client_secret: secret });
    body.append('code', fields.code);
    const endpoint = tokenEndpointOf(provider, name);
    const repeated = await answerTo(fetch(endpoint, { method: 'POST', body }));
    expect(repeated).toMatchObject({ status: 400, error: 'invalid_request' });
    const json = JSON.stringify({ ...fields, client_id: id, client_secret: secret });
    const noForm = await answerTo(fetch(endpoint, { method: 'POST', body: json }));
    expect(noForm).toMatchObject({ status: 400, error: 'invalid_request' });
  });

  test('an unknown grant type is refused', async () => {
    const answer = await answerTo(postToken(provider, name, { grant_type: 'password' }));
    expect(answer).toMatchObject({ status: 400, error: 'unsupported_grant_type' });
  });

  test('a refresh token that is made up, expired, or really an access token is invalid_grant', async () => {
    const refused = { code: 'invalid_grant' };
    await expect(refresh(provider, name, 'made-up')).rejects.toMatchObject(refused);
    const tokens = await connect(provider, name);
    await expect(refresh(provider, name, tokens.accessToken())).rejects.toMatchObject(refused);
    clock.pass(90 * 86_400);
    await expect(refresh(provider, name, tokens.refreshToken())).rejects.toMatchObject(refused);
  });

  test('a refresh token of the other provider is worth nothing here', async () => {
    const other = await connect(provider, name === 'google' ? 'microsoft' : 'google');
    await expect(refresh(provider, name, other.refreshToken())).rejects.toMatchObject({
      code: 'invalid_grant',
    });
  });

  test.each([
    ['an unknown client', { client_id: 'other' }],
    ['another redirect address', { redirect_uri: 'http://127.0.0.1:8787/elsewhere' }],
    ['a longer redirect address', { redirect_uri: `${CLIENTS[name].redirectUris[0]}/more` }],
    ['no redirect address', { redirect_uri: null }],
  ])('%s never leads back: the person is told', async (_what, extra) => {
    const url = authorizationUrl(provider, name, { extra });
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(url, { method, redirect: 'manual' });
      expect([400, 401]).toContain(answer.status);
      expect(answer.headers.get('location')).toBeNull();
    }
  });

  test.each([
    ['no PKCE', { code_challenge: null }],
    ['plain PKCE', { code_challenge_method: 'plain' }],
    ['another response type', { response_type: 'token' }],
    ['no scope', { scope: null }],
    ['an unknown scope', { scope: 'openid everything' }],
  ])('%s brings no consent page', async (_what, extra) => {
    const url = authorizationUrl(provider, name, { extra });
    const answer = await fetch(url, { redirect: 'manual' });
    if (name === 'google') expect(answer.status).toBe(400);
    else {
      const back = new URL(answer.headers.get('location') ?? '').searchParams;
      expect(back.get('error')).toMatch(/^invalid_(request|scope)$/);
      expect(back.get('state')).toBe('the-state');
    }
  });

  test('prompt=none finds nobody signed in', async () => {
    const url = authorizationUrl(provider, name, { extra: { prompt: 'none' } });
    const answer = await fetch(url, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '').searchParams;
    expect(back.get('error')).toBe('login_required');
  });

  test.each([
    ['no account', 'decision=continue'],
    ['an account that is not offered', 'decision=continue&account=nobody'],
    ['no decision', 'account=100000000000000000001'],
  ])('a consent with %s is refused', async (_what, text) => {
    const url = authorizationUrl(provider, name);
    const body = new URLSearchParams(text);
    const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
    expect(answer.status).toBe(400);
  });

  test('another site’s page can’t consent for a person', async () => {
    const url = authorizationUrl(provider, name);
    const body = new URLSearchParams('decision=cancel');
    const headers = { origin: 'https://attacker.test' };
    const answer = await fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
    expect(answer.status).toBe(403);
  });
});

test('Microsoft’s refusals carry their AADSTS number everywhere it is looked for', async () => {
  const answer = await answerTo(
    postToken(provider, 'microsoft', { grant_type: 'refresh_token', refresh_token: 'made-up' }),
  );
  expect(answer).toMatchObject({
    error_codes: [9002313],
    error_uri: 'https://login.microsoftonline.com/error?code=9002313',
    trace_id: expect.any(String),
    correlation_id: expect.any(String),
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
  });
  expect(answer).toMatchObject({ error_description: expect.stringMatching(/^AADSTS9002313: /) });
});
