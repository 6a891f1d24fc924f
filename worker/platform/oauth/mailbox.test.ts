import { afterEach, describe, expect, test } from 'vitest';
import {
  addFault,
  clearFaults,
  clientOf,
  grantFor,
  issuedSecrets,
  providerCalled,
} from '../../testing/identity-provider.ts';
import { proveMailbox, proveSharedMailbox } from './mailbox.ts';
import type { ProviderName } from './provider.ts';

const SHORT_MS = 300;
const GMAIL = 'https://www.googleapis.com/auth/gmail.modify';
const names = ['google', 'microsoft'] as const;

afterEach(clearFaults);

const tokenOf = async (name: ProviderName, account: string, isShared = false) =>
  (await grantFor(name, { account }, isShared)).accessToken;

const prove = async (name: ProviderName, account: string) =>
  proveMailbox(fetch, providerCalled(name), await tokenOf(name, account));

const proveShared = async (account: string, address: string, isShared = true) =>
  proveSharedMailbox(
    fetch,
    providerCalled('microsoft'),
    await tokenOf('microsoft', account, isShared),
    address,
  );

describe('an account’s own mailbox', () => {
  test.each([
    ['google', 'support@acme.test', 'support@acme.test'],
    ['google', 'sales@acme.test', 'sales@acme.test'],
    ['google', 'jane@acme.test', 'jane@acme.test'],
    ['google', 'support@globex.test', 'support@globex.test'],
    ['google', 'acme.support@gmail.test', 'acme.support@gmail.test'],
    ['microsoft', 'support@contoso.test', 'support@contoso.test'],
    ['microsoft', 'jane@contoso.test', 'jane@contoso.test'],
    ['microsoft', 'billing@contoso.test', 'billing@contoso.test'],
    ['microsoft', 'press@contoso.test', 'press@contoso.test'],
    ['microsoft', 'intern@contoso.test', 'intern@contoso.test'],
    ['microsoft', 'support@fabrikam.test', 'support@fabrikam.test'],
  ] as const)('%s: %s opens %s', async (name, account, address) => {
    expect(await prove(name, account)).toEqual({ ok: true, address });
  });

  test.each([
    ['google', 'calendar@acme.test', 'answered 400 failedPrecondition'],
    ['microsoft', 'kiosk_partner.test#EXT#@contoso.test', 'no-address'],
    ['microsoft', 'unlicensed@contoso.test', 'answered 404 MailboxNotEnabledForRESTAPI'],
  ] as const)('%s: %s has none', async (name, account, reason) => {
    expect(await prove(name, account)).toEqual({ ok: false, kind: 'denied', reason });
  });

  test('is denied without the permission for it', async () => {
    const { accessToken } = await grantFor('google', { untick: [GMAIL] });
    expect(await proveMailbox(fetch, providerCalled('google'), accessToken)).toEqual({
      ok: false,
      kind: 'denied',
      reason: 'answered 403 insufficientPermissions',
    });
  });

  test.each([
    ['google', 'answered 401 authError'],
    ['microsoft', 'answered 401 InvalidAuthenticationToken'],
  ] as const)('%s: is refused to a token that was never issued', async (name, reason) => {
    const proof = await proveMailbox(fetch, providerCalled(name), 'canary');
    expect(proof).toEqual({ ok: false, kind: 'refused', reason });
  });

  test('is refused to a token that was revoked', async () => {
    const token = await tokenOf('google', 'jane@acme.test');
    await clientOf('google').revoke(token);
    const proof = await proveMailbox(fetch, providerCalled('google'), token);
    expect(proof).toMatchObject({ ok: false, kind: 'refused' });
  });
});

describe('a shared mailbox', () => {
  test('opens to an account that it is shared with, under the permissions for shared ones', async () => {
    const proof = await proveShared('billing@contoso.test', 'shared@contoso.test');
    expect(proof).toEqual({ ok: true, address: 'shared@contoso.test' });
  });

  test.each([
    [
      'whom it is not shared with',
      'jane@contoso.test',
      'shared@contoso.test',
      true,
      '403 ErrorAccessDenied',
    ],
    [
      'without the permissions',
      'billing@contoso.test',
      'shared@contoso.test',
      false,
      '403 ErrorAccessDenied',
    ],
    [
      'when there is none',
      'billing@contoso.test',
      'nobody@contoso.test',
      true,
      '404 ErrorInvalidUser',
    ],
    [
      'when it is another’s own',
      'billing@contoso.test',
      'jane@contoso.test',
      true,
      '403 ErrorAccessDenied',
    ],
  ])('is denied to an account %s', async (_, account, address, isShared, reason) => {
    expect(await proveShared(account, address, isShared)).toEqual({
      ok: false,
      kind: 'denied',
      reason: `answered ${reason}`,
    });
  });

  test.each(['../../me', 'me/mailFolders', '?', '#', 'a@b.test/../../../me?x='])(
    'is never another address of the API: %s',
    async (address) => {
      const asked: string[] = [];
      const watched = (url: string, init: RequestInit) => {
        asked.push(new URL(url).pathname);
        return fetch(url, init);
      };
      const token = await tokenOf('microsoft', 'billing@contoso.test', true);
      const provider = providerCalled('microsoft');
      const proof = await proveSharedMailbox(watched, provider, token, address);
      expect(proof).toMatchObject({ ok: false, kind: 'denied' });
      expect(asked).toEqual([
        `${new URL(provider.api).pathname}/v1.0/users/${encodeURIComponent(address)}/mailFolders/inbox`,
      ]);
    },
  );

  test('is nothing that Google has', async () => {
    const proof = await proveSharedMailbox(fetch, providerCalled('google'), 'token', 'a@acme.test');
    expect(proof).toEqual({ ok: false, kind: 'denied', reason: 'no-shared-mailboxes' });
  });
});

describe('a provider in trouble', () => {
  const troubles = names.flatMap((name) =>
    (
      [
        ['429', 'answered 429'],
        ['500', 'answered 500'],
        ['503', 'answered 503'],
        ['timeout', 'timeout'],
        ['garbage', 'malformed-answer'],
      ] as const
    ).map(([fault, reason]) => ({ name, fault, reason })),
  );

  test.each(troubles)('$name, $fault: proves nothing for now', async ({ name, fault, reason }) => {
    const account = name === 'google' ? 'support@acme.test' : 'billing@contoso.test';
    const token = await tokenOf(name, account, true);
    const provider = providerCalled(name);
    await addFault({ provider: name, endpoint: 'profile', kind: fault });
    const deadlineMs = fault === 'timeout' ? SHORT_MS : undefined;
    const proof = await proveMailbox(fetch, provider, token, deadlineMs);
    expect(proof).toEqual({ ok: false, kind: 'temporary', reason });
    if (name === 'google') return;
    await addFault({ provider: name, endpoint: 'profile', kind: fault });
    const shared = await proveSharedMailbox(
      fetch,
      provider,
      token,
      'shared@contoso.test',
      deadlineMs,
    );
    expect(shared).toEqual({ ok: false, kind: 'temporary', reason });
  });

  test.each(names)('%s without anybody listening is temporary', async (name) => {
    const fetch = () => Promise.reject(new TypeError('Network connection lost.'));
    expect(await proveMailbox(fetch, providerCalled(name), 'token')).toEqual({
      ok: false,
      kind: 'temporary',
      reason: 'unreachable',
    });
  });

  // What the local Google has no switch for.
  const googleSays = (reason: string) => async () =>
    Response.json({ error: { code: 403, errors: [{ reason }] } }, { status: 403 });

  test.each([
    ['rateLimitExceeded', 'temporary'],
    ['userRateLimitExceeded', 'temporary'],
    ['accessNotConfigured', 'ours'],
    ['domainPolicy', 'denied'],
  ])('Google’s %s is %s', async (reason, kind) => {
    const proof = await proveMailbox(googleSays(reason), providerCalled('google'), 'token');
    expect(proof).toEqual({ ok: false, kind, reason: `answered 403 ${reason}` });
  });

  test('a redirect is not followed, and what an answer echoes is not repeated', async () => {
    const elsewhere = async (_: string, { redirect }: RequestInit) =>
      new Response(null, { status: redirect === 'manual' ? 302 : 200, headers: { location: '/' } });
    const provider = providerCalled('google');
    const proof = await proveMailbox(elsewhere, provider, 'token');
    expect(proof).toEqual({ ok: false, kind: 'temporary', reason: 'answered 302' });
    const echoed = await proveMailbox(googleSays('bad token: canary'), provider, 'canary');
    expect(echoed).toEqual({ ok: false, kind: 'temporary', reason: 'answered 403' });
  });

  test.each([401, 403, 404])(
    'a %d from something on the way to it denies no mailbox',
    async (status) => {
      const proxy = async () => new Response('<h1>Blocked by the gateway</h1>', { status });
      const proof = await proveMailbox(proxy, providerCalled('microsoft'), 'token');
      expect(proof).toMatchObject({ ok: false });
      expect(proof).not.toMatchObject({ kind: 'denied' });
    },
  );
});

test('no reason holds a token', async () => {
  const proofs = [
    await prove('google', 'calendar@acme.test'),
    await prove('microsoft', 'unlicensed@contoso.test'),
    await proveShared('jane@contoso.test', 'shared@contoso.test'),
  ];
  const told = JSON.stringify(proofs);
  for (const secret of await issuedSecrets()) expect(told).not.toContain(secret);
});
