import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultEndpoint, FaultKind } from './faults.ts';
import type { IdentityProvider } from './identity-provider.ts';
import {
  authorizationUrl,
  authorize,
  choose,
  codeFields,
  connect,
  type Name,
  postToken,
  refresh,
  start,
  verify,
  withToken,
} from './testing.ts';

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await start();
});
afterAll(() => provider.stop());
beforeEach(() => {
  provider.clearFaults();
  provider.resetCalls();
});

const once = (name: Name, endpoint: FaultEndpoint, kind: FaultKind, skewSeconds?: number) =>
  provider.addFault({ provider: name, endpoint, kind, times: 1, skewSeconds });

const issuerOf = (name: Name) =>
  name === 'google'
    ? provider.endpoints.google.issuer
    : `${provider.endpoints.microsoft.authority}/c0705000-0000-4000-8000-00000000000a/v2.0`;

const profileOf = (name: Name) =>
  name === 'google'
    ? `${provider.endpoints.google.api}/gmail/v1/users/me/profile`
    : `${provider.endpoints.microsoft.graph}/v1.0/me`;

describe.each(['google', 'microsoft'] as const)('%s', (name) => {
  const kinds = [
    ['429', 429],
    ['500', 500],
    ['503', 503],
  ] as const;

  test.each(kinds)('%s at the token endpoint spares the code', async (kind, status) => {
    const fields = codeFields(name, await authorize(provider, name));
    once(name, 'token', kind);
    const answer = await postToken(provider, name, fields);
    expect(answer.status).toBe(status);
    if (kind === '429') expect(answer.headers.get('retry-after')).toBe('1');
    expect((await postToken(provider, name, fields)).status).toBe(200);
  });

  test.each(kinds)('%s at a refresh spares the refresh token', async (kind, status) => {
    const tokens = await connect(provider, name);
    once(name, 'refresh', kind);
    await expect(refresh(provider, name, tokens.refreshToken())).rejects.toMatchObject({ status });
    await refresh(provider, name, tokens.refreshToken());
  });

  test('garbage is a 200 that no client can read', async () => {
    const tokens = await connect(provider, name);
    once(name, 'refresh', 'garbage');
    await expect(refresh(provider, name, tokens.refreshToken())).rejects.toMatchObject({
      status: 200,
    });
  });

  test('a time-out is silence until the client gives up', async () => {
    once(name, 'discovery', 'timeout');
    const url =
      name === 'google'
        ? `${provider.endpoints.google.issuer}/.well-known/openid-configuration`
        : `${provider.endpoints.microsoft.authority}/common/v2.0/.well-known/openid-configuration`;
    const signal = AbortSignal.timeout(200);
    await expect(fetch(url, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect((await fetch(url)).status).toBe(200);
  });

  test('invalid_client, an expired secret and invalid_grant come as the provider words them', async () => {
    const tokens = await connect(provider, name);
    const rejected = (kind: FaultKind) => {
      once(name, 'refresh', kind);
      return expect(refresh(provider, name, tokens.refreshToken())).rejects;
    };
    await rejected('invalid_client').toMatchObject({ code: 'invalid_client' });
    const description = name === 'google' ? 'Unauthorized' : expect.stringContaining('7000222');
    await rejected('invalid_client_expired_secret').toMatchObject({
      code: 'invalid_client',
      description,
    });
    await rejected('invalid_grant').toMatchObject({ code: 'invalid_grant' });
    await refresh(provider, name, tokens.refreshToken());
  });

  test.each([
    ['clock-skew', { code: 'ERR_JWT_EXPIRED' }],
    ['wrong-aud', { claim: 'aud' }],
    ['wrong-iss-in-token', { claim: 'iss' }],
    ['wrong-key', { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' }],
    ['alg-none', { code: 'ERR_JOSE_NOT_SUPPORTED' }],
  ] as const)('%s makes an id_token that does not verify', async (kind, why) => {
    once(name, 'token', kind);
    const tokens = await connect(provider, name);
    const verified = verify(provider, name, tokens.idToken(), issuerOf(name));
    await expect(verified).rejects.toMatchObject(why);
    const next = await connect(provider, name);
    await verify(provider, name, next.idToken(), issuerOf(name));
  });

  test('a reset cuts the connection without an answer', async () => {
    once(name, 'jwks', 'reset');
    await expect(fetch(provider.endpoints[name].jwks)).rejects.toMatchObject({
      cause: { code: 'ECONNRESET' },
    });
    expect((await fetch(provider.endpoints[name].jwks)).status).toBe(200);
  });

  test('a small clock skew can be asked for', async () => {
    once(name, 'token', 'clock-skew', 30);
    const tokens = await connect(provider, name);
    const { iat } = await verify(provider, name, tokens.idToken(), issuerOf(name));
    expect(iat).toBeGreaterThan(Date.now() / 1000 + 20);
  });

  test('wrong-nonce, missing-refresh-token and no-id-token show in the answer', async () => {
    once(name, 'token', 'wrong-nonce');
    const first = await connect(provider, name);
    const claims = await verify(provider, name, first.idToken(), issuerOf(name));
    expect(claims.nonce).not.toBe('the-nonce');
    once(name, 'token', 'missing-refresh-token');
    expect((await connect(provider, name)).hasRefreshToken()).toBe(false);
    once(name, 'token', 'no-id-token');
    const third = await connect(provider, name);
    expect(() => third.idToken()).toThrow('id_token');
  });

  test('iss on the way back is right or wrong as asked', async () => {
    const issAfter = async (kind: FaultKind) => {
      once(name, 'authorize', kind);
      const back = await choose(provider, name, authorizationUrl(provider, name));
      return back.searchParams.get('iss');
    };
    expect(await issAfter('iss-param-wrong')).toBe('https://issuer.invalid');
    expect(await issAfter('iss-param-right')).toBe(issuerOf(name));
  });

  test('the keys, the mailbox and the sign-in can be down', async () => {
    const tokens = await connect(provider, name);
    once(name, 'jwks', '500');
    expect((await fetch(provider.endpoints[name].jwks)).status).toBe(500);
    once(name, 'profile', '503');
    expect((await withToken(profileOf(name), tokens.accessToken())).status).toBe(503);
    once(name, 'authorize', '500');
    expect((await fetch(authorizationUrl(provider, name))).status).toBe(500);
  });

  test('a fault stays for as many times as it was asked for, or until it is cleared', async () => {
    const jwks = async () => (await fetch(provider.endpoints[name].jwks)).status;
    provider.addFault({ provider: name, endpoint: 'jwks', kind: '503', times: 2 });
    expect([await jwks(), await jwks(), await jwks()]).toEqual([503, 503, 200]);
    provider.addFault({ provider: name, endpoint: 'jwks', kind: '503' });
    expect([await jwks(), await jwks()]).toEqual([503, 503]);
    provider.clearFaults();
    expect(await jwks()).toBe(200);
  });

  test('calls are counted, the refused ones too', async () => {
    const tokens = await connect(provider, name);
    once(name, 'refresh', '500');
    await refresh(provider, name, tokens.refreshToken()).catch(() => {});
    await refresh(provider, name, tokens.refreshToken());
    expect(provider.calls()[name]).toMatchObject({
      authorize: 1,
      decision: 1,
      token: 1,
      refresh: 2,
      revoke: 0,
    });
  });
});

test('wrong-tid-in-token is Microsoft’s: the tenant is not the issuer’s', async () => {
  once('microsoft', 'token', 'wrong-tid-in-token');
  const tokens = await connect(provider, 'microsoft');
  const { iss, tid } = await verify(provider, 'microsoft', tokens.idToken(), issuerOf('microsoft'));
  expect(iss).not.toContain(tid);
  expect(() => once('google', 'token', 'wrong-tid-in-token')).toThrow('name no tenant');
});

test('Google’s revocation can be down, and then revokes nothing', async () => {
  const tokens = await connect(provider, 'google');
  once('google', 'revoke', '503');
  const body = new URLSearchParams({ token: tokens.refreshToken() });
  const answer = await fetch(provider.endpoints.google.revocation, { method: 'POST', body });
  expect(answer.status).toBe(503);
  await refresh(provider, 'google', tokens.refreshToken());
});

test('stopping cuts those who still wait for an answer', async () => {
  const another = await start();
  another.addFault({ provider: 'google', endpoint: 'jwks', kind: 'timeout' });
  const waiting = fetch(another.endpoints.google.jwks).catch(() => 'cut');
  while (another.calls().google.jwks === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await another.stop();
  expect(await waiting).toBe('cut');
});
