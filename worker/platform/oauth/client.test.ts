import { afterEach, describe, expect, test } from 'vitest';
import {
  addFault,
  authorizationUrl,
  calls,
  clearFaults,
  clientOf,
  codeFor,
  configuration,
  forgetCalls,
  granted,
  grantFor,
  issuedSecrets,
  NONCE,
  providerCalled,
  revokeGrants,
  VERIFIER,
} from '../../testing/identity-provider.ts';
import { oauthClient } from './client.ts';
import { redirectUriOf } from './providers.ts';
import { missingScopes } from './scopes.ts';

const SHORT_MS = 300;
const GMAIL = 'https://www.googleapis.com/auth/gmail.modify';
const MICROSOFT = ['openid', 'profile', 'email', 'User.Read', 'Mail.ReadWrite', 'Mail.Send'];
const names = ['google', 'microsoft'] as const;

afterEach(clearFaults);

const sha256 = async (text: string) => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
};

describe('the address that a browser is sent to', () => {
  const everywhere = async (name: (typeof names)[number]) => ({
    response_type: 'code',
    client_id: `${name}-client`,
    redirect_uri: `https://letterbox.test/api/oauth/${name}/callback`,
    state: 'the state',
    nonce: NONCE,
    code_challenge: await sha256(VERIFIER),
    code_challenge_method: 'S256',
  });

  test('asks Google for a refresh token, for this consent alone and for the address in question', async () => {
    const { origin, pathname, searchParams } = authorizationUrl('google');
    expect(origin + pathname).toBe(configuration.GOOGLE_AUTHORIZATION_ENDPOINT);
    expect(Object.fromEntries(searchParams)).toEqual({
      ...(await everywhere('google')),
      scope: `openid email ${GMAIL}`,
      access_type: 'offline',
      prompt: 'consent',
      include_granted_scopes: 'false',
      login_hint: 'support@acme.test',
    });
  });

  test.each([
    ['its own mailbox', false, ''],
    ['a shared one', true, ' Mail.ReadWrite.Shared Mail.Send.Shared'],
  ])('asks Microsoft for %s', async (_, isShared, shared) => {
    const { origin, pathname, searchParams } = authorizationUrl('microsoft', isShared);
    expect(origin + pathname).toBe(
      `${configuration.MICROSOFT_AUTHORITY}/common/oauth2/v2.0/authorize`,
    );
    expect(Object.fromEntries(searchParams)).toEqual({
      ...(await everywhere('microsoft')),
      scope: `openid profile email offline_access User.Read Mail.ReadWrite Mail.Send${shared}`,
      response_mode: 'query',
      prompt: 'select_account',
      login_hint: 'support@contoso.test',
    });
  });

  test('fills in no address where none is known', () => {
    const authorization = { state: 's', nonce: 'n', codeVerifier: VERIFIER, scopes: ['openid'] };
    const url = clientOf('microsoft').authorizationUrl({ ...authorization, loginHint: null });
    expect(url.searchParams.has('login_hint')).toBe(false);
  });
});

describe('a code', () => {
  test('becomes tokens at Google, with the scopes named as they were asked for', async () => {
    const grant = await grantFor('google');
    expect(grant.scopes).toEqual(['openid', 'email', GMAIL]);
    expect(grant.expiresIn).toBe(3599);
    expect(grant.refreshToken).toMatch(/^1\/\/0/);
    expect(grant.idToken?.split('.')).toHaveLength(3);
  });

  test('becomes tokens at Microsoft', async () => {
    const grant = await grantFor('microsoft');
    expect(grant.scopes).toEqual(MICROSOFT);
    expect(grant.refreshToken).toMatch(/^1\.A/);
    expect(grant.idToken?.split('.')).toHaveLength(3);
    expect(missingScopes(providerCalled('microsoft'), grant.scopes, false)).toEqual([]);
  });

  test('tells which permission was unticked', async () => {
    const { scopes } = await grantFor('google', { untick: [GMAIL] });
    expect(scopes).toEqual(['openid', 'email']);
    expect(missingScopes(providerCalled('google'), scopes, false)).toEqual([GMAIL]);
  });

  test.each(names)(
    'of %s is refused without the verifier that it was asked for with',
    async (name) => {
      const answer = await clientOf(name).exchange(await codeFor(name), 'b'.repeat(43));
      expect(answer).toMatchObject({ ok: false, kind: 'refused' });
    },
  );

  test.each(names)('of %s is refused the second time', async (name) => {
    const code = await codeFor(name);
    granted(await clientOf(name).exchange(code, VERIFIER));
    const answer = await clientOf(name).exchange(code, VERIFIER);
    expect(answer).toMatchObject({ ok: false, kind: 'refused' });
  });
});

describe('a refresh', () => {
  test('brings no new refresh token from Google, and a new one from Microsoft', async () => {
    const google = await grantFor('google');
    const again = granted(await clientOf('google').refresh(google.refreshToken ?? ''));
    expect(again.refreshToken).toBeNull();
    expect(again.accessToken).not.toBe(google.accessToken);
    const microsoft = await grantFor('microsoft');
    const newer = granted(await clientOf('microsoft').refresh(microsoft.refreshToken ?? ''));
    expect(newer.refreshToken).toMatch(/^1\.A/);
    expect(newer.refreshToken).not.toBe(microsoft.refreshToken);
  });

  test.each([
    ['google', 'sales@acme.test', 'invalid_grant'],
    ['microsoft', 'jane@contoso.test', 'invalid_grant AADSTS50173'],
  ] as const)('at %s is refused once the password has changed', async (name, account, reason) => {
    const { refreshToken } = await grantFor(name, { account });
    await revokeGrants(account);
    const answer = await clientOf(name).refresh(refreshToken ?? '');
    expect(answer).toEqual({ ok: false, kind: 'refused', reason });
  });
});

describe('revoking', () => {
  test('ends the grant at Google; one that has ended already counts as ended', async () => {
    const { refreshToken } = await grantFor('google', { account: 'jane@acme.test' });
    expect(await clientOf('google').revoke(refreshToken ?? '')).toEqual({ ok: true });
    expect(await clientOf('google').refresh(refreshToken ?? '')).toMatchObject({ kind: 'refused' });
    expect(await clientOf('google').revoke(refreshToken ?? '')).toEqual({ ok: true });
  });

  test('is not offered by Microsoft, and asks it nothing', async () => {
    const { refreshToken } = await grantFor('microsoft');
    await forgetCalls();
    expect(await clientOf('microsoft').revoke(refreshToken ?? '')).toEqual({
      ok: false,
      kind: 'not-offered',
      reason: 'no-endpoint',
    });
    expect(Object.values((await calls()).microsoft).every((count) => count === 0)).toBe(true);
  });

  test.each([
    ['503', 'temporary', 'answered 503'],
    ['timeout', 'temporary', 'timeout'],
    ['invalid_client', 'ours', 'invalid_client'],
  ])('that meets %s says so, and the grant lives on', async (kind, expected, reason) => {
    const { refreshToken } = await grantFor('google');
    await addFault({ provider: 'google', endpoint: 'revoke', kind });
    const client = clientOf('google', kind === 'timeout' ? SHORT_MS : undefined);
    const answer = await client.revoke(refreshToken ?? '');
    expect(answer).toEqual({ ok: false, kind: expected, reason });
    granted(await clientOf('google').refresh(refreshToken ?? ''));
  });
});

describe('a provider in trouble', () => {
  const troubles = [
    ['429', 'temporary', 'answered 429', 'answered 429'],
    ['500', 'temporary', 'answered 500', 'answered 500'],
    ['503', 'temporary', 'answered 503', 'answered 503'],
    ['timeout', 'temporary', 'timeout', 'timeout'],
    ['garbage', 'temporary', 'malformed-answer', 'malformed-answer'],
    ['invalid_client', 'ours', 'invalid_client', 'invalid_client AADSTS7000215'],
    ['invalid_client_expired_secret', 'ours', 'invalid_client', 'invalid_client AADSTS7000222'],
    ['invalid_grant', 'refused', 'invalid_grant', 'invalid_grant AADSTS50173'],
  ] as const;

  const each = troubles.flatMap(([fault, kind, google, microsoft]) => [
    { name: 'google' as const, fault, kind, reason: google },
    { name: 'microsoft' as const, fault, kind, reason: microsoft },
  ]);

  test.each(each)('$name, $fault: a code and a refresh are $kind', async (trouble) => {
    const { name, fault, kind, reason } = trouble;
    const client = clientOf(name, fault === 'timeout' ? SHORT_MS : undefined);
    const code = await codeFor(name);
    await addFault({ provider: name, endpoint: 'token', kind: fault });
    expect(await client.exchange(code, VERIFIER)).toEqual({ ok: false, kind, reason });
    const { refreshToken } = granted(await clientOf(name).exchange(code, VERIFIER));
    await addFault({ provider: name, endpoint: 'refresh', kind: fault });
    expect(await client.refresh(refreshToken ?? '')).toEqual({ ok: false, kind, reason });
    granted(await clientOf(name).refresh(refreshToken ?? ''));
  });

  test('is temporary, too, where nobody listens', async () => {
    const tokenEndpoint = 'http://127.0.0.1:1/token';
    const client = oauthClient({ ...providerCalled('google'), tokenEndpoint }, 'https://a.test/');
    const answer = await client.refresh('some token');
    expect(answer).toEqual({ ok: false, kind: 'temporary', reason: 'unreachable' });
  });

  test.each(names)('%s that sends us elsewhere is not followed', async (name) => {
    // The switchboard answers this with a redirect.
    const tokenEndpoint = new URL('/clear', configuration.GOOGLE_TOKEN_ENDPOINT).href;
    const client = oauthClient({ ...providerCalled(name), tokenEndpoint }, 'https://a.test/');
    const answer = await client.refresh('some token');
    expect(answer).toEqual({ ok: false, kind: 'temporary', reason: 'answered 303' });
  });
});

test.each(names)(
  '%s: a wrong client secret is our fault, and no reason holds a secret',
  async (name) => {
    const clientSecret = 'canary: not the secret+of%this client';
    const redirectUri = redirectUriOf(configuration, name);
    const client = oauthClient({ ...providerCalled(name), clientSecret }, redirectUri);
    const { refreshToken } = await grantFor(name);
    const answers = [
      await client.refresh(refreshToken ?? ''),
      await client.exchange(await codeFor(name), VERIFIER),
      await clientOf(name).refresh('canary-refresh-token'),
      await clientOf(name).exchange('canary-code', VERIFIER),
    ];
    expect(answers.map((answer) => !answer.ok && answer.kind)).toEqual([
      ...['ours', 'ours', 'refused', 'refused'],
    ]);
    const reasons = JSON.stringify(answers);
    const secrets = [
      ...(await issuedSecrets()),
      'canary',
      VERIFIER,
      providerCalled(name).clientSecret,
    ];
    for (const secret of secrets) expect(reasons).not.toContain(secret);
  },
);
