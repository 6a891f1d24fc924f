import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readConfiguration } from '../../../worker/platform/configuration.ts';
import { adminConsentUrlOf } from '../../../worker/platform/oauth/admin-consent.ts';
import { providerOf } from '../../../worker/platform/oauth/providers.ts';
import { CONTOSO_TENANT, NORTHWIND_TENANT } from '../demo-accounts.ts';
import type { IdentityProvider } from '../identity-provider.ts';
import { authorizationUrl, CLIENTS, choose, MICROSOFT_SCOPES, start } from '../testing.ts';

const PUBLIC_URL = 'http://127.0.0.1:8787';
const REDIRECT = `${PUBLIC_URL}/api/oauth/microsoft/callback`;
const ADMIN = 'admin@northwind.test';
const CLERK = 'clerk@northwind.test';
const KEY = Buffer.alloc(32).toString('base64');

let provider: IdentityProvider;
beforeAll(async () => {
  const redirectUris = [...CLIENTS.microsoft.redirectUris, REDIRECT];
  provider = await start({
    clients: { ...CLIENTS, microsoft: { ...CLIENTS.microsoft, redirectUris } },
  });
});
afterAll(() => provider.stop());
beforeEach(() => provider.clearTenantConsents());

/** Where Letterbox sends an administrator. */
const consentUrl = (tenant = 'common') => {
  const configuration = readConfiguration({
    ...{ ...provider.environment, MICROSOFT_TENANT: tenant, PUBLIC_URL },
    ...{ AUTH_SECRET: KEY, ENCRYPTION_KEY: KEY, CONNECTOR_HMAC_KEY: KEY },
  });
  const microsoft = providerOf(configuration, 'microsoft');
  if (microsoft === null) throw new Error('not configured');
  return new URL(adminConsentUrlOf(configuration, microsoft) ?? '');
};

const grant = (url = consentUrl()) => choose(provider, 'microsoft', url, { account: ADMIN });
const signIn = async (account: string, scopes = MICROSOFT_SCOPES) => {
  const url = authorizationUrl(provider, 'microsoft', { scopes });
  const answer = await choose(provider, 'microsoft', url, { account });
  return answer.searchParams.get('error_description') ?? 'signed in';
};
const textOf = async (url: URL) => (await fetch(url)).text();

test.each(['common', 'organizations', NORTHWIND_TENANT])(
  'an administrator grants under %s, and the browser goes back with the tenant and the scopes',
  async (tenant) => {
    const url = consentUrl(tenant);
    const back = await grant(url);
    expect(back.origin + back.pathname).toBe(REDIRECT);
    expect(Object.fromEntries(back.searchParams)).toEqual({
      admin_consent: 'True',
      tenant: NORTHWIND_TENANT,
      scope: url.searchParams.get('scope'),
    });
  },
);

test.each([CLERK, 'temp@northwind.test'])(
  '%s can sign in once the administrator has granted, and not before',
  async (account) => {
    expect(await signIn(account)).toMatch(/^AADSTS(?:90094|65001): /);
    await grant();
    expect(await signIn(account)).toBe('signed in');
  },
);

test('what was not granted has to be asked for again', async () => {
  const url = consentUrl();
  url.searchParams.set('scope', MICROSOFT_SCOPES.join(' '));
  await grant(url);
  expect(await signIn(CLERK)).toBe('signed in');
  const more = [...MICROSOFT_SCOPES, 'Mail.ReadWrite.Shared', 'Mail.Send.Shared'];
  expect(await signIn(CLERK, more)).toContain('AADSTS90094');
});

test('Cancel grants nothing, and says so as Microsoft documents it', async () => {
  const back = await choose(provider, 'microsoft', consentUrl(), { cancel: true });
  expect(Object.fromEntries(back.searchParams)).toEqual({
    admin_consent: 'True',
    error: 'consent_required',
    error_description: expect.stringMatching(/^AADSTS65004: /),
  });
  expect(await signIn(CLERK)).toContain('AADSTS90094');
});

test('a policy is nothing that an administrator’s consent lifts', async () => {
  await grant();
  expect(await signIn('field@contoso.test')).toContain('AADSTS53003');
});

test('a state comes back as it was sent', async () => {
  const url = consentUrl();
  url.searchParams.set('state', 'the-state');
  expect((await grant(url)).searchParams.get('state')).toBe('the-state');
  const cancelled = await choose(provider, 'microsoft', url, { cancel: true });
  expect(cancelled.searchParams.get('state')).toBe('the-state');
});

test('only administrators of the organization can be picked', async () => {
  const everywhere = await textOf(consentUrl());
  expect(everywhere).toContain(ADMIN);
  expect(everywhere).not.toContain(CLERK);
  expect(await textOf(consentUrl(CONTOSO_TENANT))).not.toContain(ADMIN);
});

test.each([
  ['another client', { client_id: 'another' }, 'AADSTS700016'],
  ['an address that is not registered', { redirect_uri: 'https://evil.test/' }, 'AADSTS50011'],
  ['no scope', { scope: '' }, 'AADSTS900144'],
  ['a scope that is none', { scope: 'openid Mail.Rain' }, 'AADSTS70011'],
])('%s is told on the page, and nobody is sent anywhere', async (_what, change, number) => {
  const url = consentUrl();
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
  for (const method of ['GET', 'POST']) {
    const answer = await fetch(url, { method, redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(number);
  }
});

test.each(['common', 'nowhere.test'])('nobody administers %s', async (tenant) => {
  const url = new URL(consentUrl().href.replace('/organizations/', `/${tenant}/`));
  expect(await textOf(url)).toContain('AADSTS90002');
});

test('the switchboard shows what was granted, and takes it back', async () => {
  await grant();
  expect(await textOf(new URL(provider.url))).toContain(`Tenant ${NORTHWIND_TENANT}: openid`);
  const listed = await fetch(`${provider.url}/admin-consents`);
  expect(await listed.json()).toEqual([
    {
      tid: NORTHWIND_TENANT,
      scopes: [...MICROSOFT_SCOPES, 'Mail.ReadWrite.Shared', 'Mail.Send.Shared'],
    },
  ]);
  const taken = await fetch(`${provider.url}/admin-consents/clear`, {
    method: 'POST',
    redirect: 'manual',
  });
  expect(taken.status).toBe(303);
  expect(await signIn(CLERK)).toContain('AADSTS90094');
});
