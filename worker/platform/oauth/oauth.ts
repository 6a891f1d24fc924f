import type { Configuration } from '../configuration.ts';
import { type OAuthClient, oauthClient } from './client.ts';
import { idTokenVerifier } from './id-token.ts';
import type { Provider, ProviderName } from './provider.ts';
import { providerOf, redirectUriOf } from './providers.ts';

/** A provider, and the ways to speak to it. */
export type OAuth = {
  provider: Provider;
  client: OAuthClient;
  verify: ReturnType<typeof idTokenVerifier>;
};

/** The providers of a deployment, each made once; `null` for one that is not configured. */
export const oauthOf = (configuration: Configuration, now: () => Date) => {
  const made = new Map<ProviderName, OAuth | null>();
  const make = (name: ProviderName): OAuth | null => {
    const provider = providerOf(configuration, name);
    if (provider === null) return null;
    const client = oauthClient(provider, redirectUriOf(configuration, name));
    return { provider, client, verify: idTokenVerifier(provider, now) };
  };
  return (name: ProviderName): OAuth | null => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const one = make(name);
    made.set(name, one);
    return one;
  };
};
