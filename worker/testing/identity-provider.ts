import { env } from 'cloudflare:workers';
import { readConfiguration } from '../platform/configuration.ts';
import { oauthClient } from '../platform/oauth/client.ts';
import type { Grant, Granted } from '../platform/oauth/grant.ts';
import type { Provider, ProviderName } from '../platform/oauth/provider.ts';
import { providerOf, redirectUriOf } from '../platform/oauth/providers.ts';
import { askedScopes } from '../platform/oauth/scopes.ts';

export const configuration = readConfiguration(env);

/** A provider that the tests' deployment has configured: the local one. */
export const providerCalled = (name: ProviderName): Provider => {
  const provider = providerOf(configuration, name);
  if (provider === null) throw new Error(`${name} is not configured.`);
  return provider;
};

export const clientOf = (name: ProviderName, deadlineMs?: number) =>
  oauthClient(providerCalled(name), redirectUriOf(configuration, name), deadlineMs);

const control = (method: string, path: string, body?: unknown) =>
  fetch(env.IDENTITY_PROVIDER + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

type Fault = {
  provider: ProviderName;
  endpoint: string;
  kind: string;
  times?: number;
  /** How far the provider's clock is off under `clock-skew`. */
  skewSeconds?: number;
};

/** Lets something go wrong at a provider, once unless told otherwise. */
export const addFault = async (fault: Fault): Promise<void> => {
  const answer = await control('POST', '/faults', { times: 1, ...fault });
  if (!answer.ok) throw new Error(await answer.text());
};

export const clearFaults = async (): Promise<void> => {
  await (await control('DELETE', '/faults')).arrayBuffer();
};

type Calls = Record<ProviderName, Record<string, number>>;

/** How often each endpoint was called since the calls were last forgotten. */
export const calls = async (): Promise<Calls> => (await control('GET', '/calls')).json();

export const forgetCalls = async (): Promise<void> => {
  await (await control('DELETE', '/calls')).arrayBuffer();
};

/** Changes what the providers do as a habit. */
export const behave = async (changes: Record<string, number | string>): Promise<void> => {
  await (await control('PATCH', '/behaviour', changes)).arrayBuffer();
};

/** As a change of the account's password: its refresh tokens are refused from now on. */
export const revokeGrants = async (account: string): Promise<void> => {
  const path = `/accounts/${encodeURIComponent(account)}/revoke-grants`;
  await (await control('POST', path)).arrayBuffer();
};

/** Every code and token that the providers have issued so far. */
export const issuedSecrets = async (): Promise<string[]> =>
  (await control('GET', '/secrets')).json();

export type Choice = { account?: string; untick?: readonly string[]; cancel?: boolean };

const USUAL = { google: 'support@acme.test', microsoft: 'support@contoso.test' };

const accountOn = (page: string, address: string): string => {
  const escaped = address.replaceAll(/[.#+]/g, '\\$&');
  const id = new RegExp(`value="([^"]+)"[^>]*>\\s*<span\\s*><bdi>${escaped}</bdi>`).exec(page)?.[1];
  if (id === undefined) throw new Error(`${address} can't be picked on:\n${page}`);
  return id;
};

/** What a person does on the consent page; gives where the browser is sent. */
export const choose = async (
  name: ProviderName,
  url: URL,
  { account = USUAL[name], untick = [], cancel = false }: Choice = {},
): Promise<URL> => {
  const page = await (await fetch(url)).text();
  const form = new URLSearchParams({ decision: cancel ? 'cancel' : 'continue' });
  if (!cancel) form.set('account', accountOn(page, account));
  for (const [, scope = ''] of page.matchAll(/name="scope" value="([^"]+)" checked/g)) {
    if (!untick.includes(scope)) form.append('scope', scope);
  }
  const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`${answer.status}: ${await answer.text()}`);
  await answer.body?.cancel();
  return new URL(location);
};

export const NONCE = 'the nonce of this sign-in';
export const VERIFIER = 'a'.repeat(43);

/** Where a browser is sent to sign in. */
export const authorizationUrl = (name: ProviderName, isShared = false): URL =>
  clientOf(name).authorizationUrl({
    state: 'the state',
    nonce: NONCE,
    codeVerifier: VERIFIER,
    scopes: askedScopes(providerCalled(name), isShared),
    loginHint: USUAL[name],
  });

/** Signs in and consents, up to the code. */
export const codeFor = async (
  name: ProviderName,
  choice?: Choice,
  isShared = false,
): Promise<string> => {
  const back = await choose(name, authorizationUrl(name, isShared), choice);
  return back.searchParams.get('code') ?? '';
};

export const granted = (answer: Granted): Grant => {
  if (!answer.ok) throw new Error(`${answer.kind}: ${answer.reason}`);
  return answer.grant;
};

/** Signs in and consents, up to the tokens. */
export const grantFor = async (
  name: ProviderName,
  choice?: Choice,
  isShared = false,
): Promise<Grant> =>
  granted(await clientOf(name).exchange(await codeFor(name, choice, isShared), VERIFIER));
