import { CodeChallengeMethod, generateCodeVerifier, OAuth2Client } from 'arctic';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { type IdentityProvider, startIdentityProvider } from './identity-provider.ts';
import type { SettingsInput } from './settings.ts';

export const REDIRECT = {
  google: 'http://127.0.0.1:8787/oauth/google/callback',
  microsoft: 'http://127.0.0.1:8787/oauth/microsoft/callback',
} as const;

export const CLIENTS = {
  google: { id: 'google-client', secret: 'google-secret', redirectUris: [REDIRECT.google] },
  microsoft: {
    id: 'microsoft-client',
    secret: 'microsoft-secret',
    redirectUris: [REDIRECT.microsoft],
  },
};

export const GMAIL = 'https://www.googleapis.com/auth/gmail.modify';
export const GOOGLE_SCOPES = ['openid', 'email', GMAIL];
export const MICROSOFT_SCOPES = [
  ...['openid', 'profile', 'email', 'offline_access', 'User.Read', 'Mail.ReadWrite', 'Mail.Send'],
];

export type Name = 'google' | 'microsoft';

/** A clock that only a test moves. */
export const createClock = () => {
  let nowMs = Date.now();
  return {
    now: () => nowMs,
    pass: (seconds: number) => {
      nowMs += seconds * 1000;
    },
  };
};

/** Providers on a free port. */
export const start = (rest: Partial<SettingsInput> = {}, now?: () => number) =>
  startIdentityProvider({ clients: CLIENTS, port: 0, ...rest }, now);

export const tokenEndpointOf = ({ endpoints }: IdentityProvider, name: Name, tenant = 'common') =>
  name === 'google'
    ? endpoints.google.token
    : `${endpoints.microsoft.authority}/${tenant}/oauth2/v2.0/token`;

const authorizationEndpointOf = ({ endpoints }: IdentityProvider, name: Name, tenant: string) =>
  name === 'google'
    ? endpoints.google.authorization
    : `${endpoints.microsoft.authority}/${tenant}/oauth2/v2.0/authorize`;

export const clientOf = (name: Name) =>
  new OAuth2Client(CLIENTS[name].id, CLIENTS[name].secret, REDIRECT[name]);

type Ask = {
  scopes?: string[];
  tenant?: string;
  verifier?: string;
  /** More parameters; null takes one away. */
  extra?: Record<string, string | null>;
};

/** Where an app would send the browser: everything right, but for what a test asks for. */
export const authorizationUrl = (provider: IdentityProvider, name: Name, ask: Ask = {}): URL => {
  const url = clientOf(name).createAuthorizationURLWithPKCE(
    authorizationEndpointOf(provider, name, ask.tenant ?? 'common'),
    'the-state',
    CodeChallengeMethod.S256,
    ask.verifier ?? generateCodeVerifier(),
    ask.scopes ?? (name === 'google' ? GOOGLE_SCOPES : MICROSOFT_SCOPES),
  );
  const usual = { nonce: 'the-nonce', access_type: 'offline', prompt: 'consent' };
  for (const [key, value] of Object.entries({ ...usual, ...ask.extra })) {
    if (value === null) url.searchParams.delete(key);
    else url.searchParams.set(key, value);
  }
  return url;
};

export type Choice = { account?: string; untick?: string[]; cancel?: boolean };

/** What a person does on the consent page; gives where the browser is sent. */
export const choose = async (
  provider: IdentityProvider,
  name: Name,
  url: URL,
  { account, untick = [], cancel = false }: Choice = {},
): Promise<URL> => {
  const page = await (await fetch(url)).text();
  const wanted = account ?? (name === 'google' ? 'support@acme.test' : 'support@contoso.test');
  const id = new RegExp(
    `value="([^"]+)"[^>]*>\\s*<span\\s*><bdi>${wanted.replaceAll('.', '\\.')}</bdi>`,
  ).exec(page)?.[1];
  if (!cancel && !id) throw new Error(`${wanted} can't be picked on:\n${page}`);
  const ticked = [...page.matchAll(/name="scope" value="([^"]+)" checked/g)].map(
    ([, scope]) => scope ?? '',
  );
  const form = new URLSearchParams({ decision: cancel ? 'cancel' : 'continue' });
  if (id) form.set('account', id);
  for (const scope of ticked) if (!untick.includes(scope)) form.append('scope', scope);
  const origin = provider.endpoints.browser;
  const headers = { origin };
  const answer = await fetch(url, { method: 'POST', body: form, headers, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`${answer.status}: ${await answer.text()}`);
  return new URL(answer.headers.get('location') ?? '');
};

export type Exchange = { code: string; verifier: string };

/** Up to the code. */
export const authorize = async (
  provider: IdentityProvider,
  name: Name,
  ask: Ask = {},
  choice?: Choice,
): Promise<Exchange> => {
  const verifier = generateCodeVerifier();
  const url = authorizationUrl(provider, name, { ...ask, verifier });
  const back = await choose(provider, name, url, choice);
  return { code: back.searchParams.get('code') ?? '', verifier };
};

/** Up to the tokens, with arctic. */
export const connect = async (
  provider: IdentityProvider,
  name: Name,
  ask: Ask = {},
  choice?: Choice,
) => {
  const { code, verifier } = await authorize(provider, name, ask, choice);
  const endpoint = tokenEndpointOf(provider, name, ask.tenant);
  return clientOf(name).validateAuthorizationCode(endpoint, code, verifier);
};

export const refresh = (provider: IdentityProvider, name: Name, token: string) =>
  clientOf(name).refreshAccessToken(tokenEndpointOf(provider, name), token, []);

/** Verifies as a client must: signature, issuer, audience, expiry. */
export const verify = async (
  provider: IdentityProvider,
  name: Name,
  idToken: string,
  issuer: string,
) => {
  const keys = createRemoteJWKSet(new URL(provider.endpoints[name].jwks));
  return (await jwtVerify(idToken, keys, { issuer, audience: CLIENTS[name].id })).payload;
};

/** Posts to a token endpoint with good client credentials, unless told otherwise. */
export const postToken = (
  provider: IdentityProvider,
  name: Name,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) => {
  const { id, secret } = CLIENTS[name];
  const isBasic = 'authorization' in headers;
  const client: Record<string, string> = isBasic ? {} : { client_id: id, client_secret: secret };
  return fetch(tokenEndpointOf(provider, name), {
    method: 'POST',
    headers,
    body: new URLSearchParams({ ...client, ...fields }),
  });
};

export const codeFields = (name: Name, { code, verifier }: Exchange) => ({
  grant_type: 'authorization_code',
  code,
  code_verifier: verifier,
  redirect_uri: REDIRECT[name],
});

export const withToken = (url: string, token: string) =>
  fetch(url, { headers: { authorization: `Bearer ${token}` } });

/** What a provider answered, of which a test looks at a few fields. */
export const jsonOf = async (answer: Response) =>
  (await answer.json()) as Record<string, string | undefined> & { error_codes?: number[] };
