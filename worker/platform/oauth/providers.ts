import type { Configuration } from '../configuration.ts';
import type { Provider, ProviderName } from './provider.ts';

const google = (set: Configuration): Provider | null => {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = set;
  if (clientId === undefined || clientSecret === undefined) return null;
  return {
    name: 'google',
    clientId,
    clientSecret,
    authorizationEndpoint: set.GOOGLE_AUTHORIZATION_ENDPOINT,
    tokenEndpoint: set.GOOGLE_TOKEN_ENDPOINT,
    revocationEndpoint: set.GOOGLE_REVOCATION_ENDPOINT,
    jwksUri: set.GOOGLE_JWKS_URI,
    issuer: set.GOOGLE_ISSUER,
    api: set.GOOGLE_API,
    identityScopes: ['openid', 'email'],
    mailScopes: ['https://www.googleapis.com/auth/gmail.modify'],
    sharedMailScopes: [],
    scopePrefix: 'https://www.googleapis.com/auth/userinfo.',
    // Only both together give a refresh token every time; the granted scopes are to be this consent's.
    authorizationParameters: {
      access_type: 'offline',
      prompt: 'consent',
      include_granted_scopes: 'false',
    },
  };
};

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

// A deployment for one tenant takes nobody else's id_tokens, whoever may sign in there as a guest.
const microsoftIssuer = (set: Configuration): string => {
  const { MICROSOFT_ISSUER_TEMPLATE: template, MICROSOFT_TENANT: tenant } = set;
  return GUID.test(tenant) ? template.replace('{tid}', tenant.toLowerCase()) : template;
};

const microsoft = (set: Configuration): Provider | null => {
  const { MICROSOFT_CLIENT_ID: clientId, MICROSOFT_CLIENT_SECRET: clientSecret } = set;
  if (clientId === undefined || clientSecret === undefined) return null;
  const authority = `${set.MICROSOFT_AUTHORITY}/${set.MICROSOFT_TENANT}/oauth2/v2.0`;
  return {
    name: 'microsoft',
    clientId,
    clientSecret,
    authorizationEndpoint: `${authority}/authorize`,
    tokenEndpoint: `${authority}/token`,
    revocationEndpoint: null,
    jwksUri: set.MICROSOFT_JWKS_URI,
    issuer: microsoftIssuer(set),
    api: set.MICROSOFT_GRAPH,
    identityScopes: ['openid', 'profile', 'email', 'offline_access', 'User.Read'],
    mailScopes: ['Mail.ReadWrite', 'Mail.Send'],
    sharedMailScopes: ['Mail.ReadWrite.Shared', 'Mail.Send.Shared'],
    scopePrefix: `${set.MICROSOFT_GRAPH}/`,
    authorizationParameters: { response_mode: 'query', prompt: 'select_account' },
  };
};

const KNOWN: Record<ProviderName, (set: Configuration) => Provider | null> = { google, microsoft };

/** A provider as this deployment has configured it; `null` where it has not. */
export const providerOf = (set: Configuration, name: ProviderName): Provider | null =>
  KNOWN[name](set);

/** Whether an authorization response names this provider as its issuer (RFC 9207 §2.4). */
export const isIssuer = ({ issuer }: Provider, named: string): boolean => {
  const [before = '', after] = issuer.split('{tid}');
  if (after === undefined) return named === issuer;
  const tid = named.slice(before.length, named.length - after.length);
  return named === `${before}${tid}${after}` && GUID.test(tid);
};

/** Where a provider sends the browser back to: by the configuration, whatever a request's Host says. */
export const redirectUriOf = ({ PUBLIC_URL }: Configuration, name: ProviderName): string =>
  `${PUBLIC_URL}/api/oauth/${name}/callback`;
