import type { Configuration } from '../configuration.ts';
import type { Provider } from './provider.ts';
import { redirectUriOf } from './providers.ts';
import { askedScopes } from './scopes.ts';

/**
 * Where an administrator of an organization grants what its people may not grant for themselves
 * (Microsoft's admin consent endpoint); `null` where a provider has no such page. Nothing in it is of one
 * sign-in: it may be sent to somebody else.
 */
export const adminConsentUrlOf = (set: Configuration, provider: Provider): string | null => {
  if (provider.name !== 'microsoft') return null;
  const { MICROSOFT_AUTHORITY: authority, MICROSOFT_TENANT: tenant } = set;
  // `common` stands for whatever account signs in: here it has to be one of an organization.
  const organization = tenant === 'common' ? 'organizations' : tenant;
  const url = new URL(`${authority}/${organization}/v2.0/adminconsent`);
  url.searchParams.set('client_id', provider.clientId);
  url.searchParams.set('redirect_uri', redirectUriOf(set, provider.name));
  // A second grant may take the place of the first: what a shared mailbox needs is asked for at once.
  const ofMail = [...provider.mailScopes, ...provider.sharedMailScopes];
  const scopes = askedScopes(provider, true).map((scope) =>
    ofMail.includes(scope) ? provider.scopePrefix + scope : scope,
  );
  url.searchParams.set('scope', scopes.join(' '));
  return url.href;
};
