import { type Signal, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OAuthProvider, OAuthProviderState } from '../../contract/oauth.ts';
import { fetchOAuthProviders } from '../api.ts';

/** `unknown` after a load that failed: nobody is kept from trying then. */
export type Providers =
  | { kind: 'loading' }
  | { kind: 'known'; states: readonly OAuthProviderState[] }
  | { kind: 'unknown' };

type Kept = { providers: Signal<Providers>; askedAt: number };

const FRESH_MS = 60_000;
const keptByOrg = new Map<string, Kept>();

const keptOf = (org: string): Kept => {
  const kept = keptByOrg.get(org) ?? { providers: signal({ kind: 'loading' }), askedAt: 0 };
  keptByOrg.set(org, kept);
  return kept;
};

const refresh = async (org: string, kept: Kept) => {
  if (Date.now() - kept.askedAt < FRESH_MS) return;
  kept.askedAt = Date.now();
  try {
    const { providers } = await fetchOAuthProviders(org);
    kept.providers.value = { kind: 'known', states: providers };
  } catch {
    kept.askedAt = 0;
    // What was known a while ago is a better guess than nothing.
    if (kept.providers.peek().kind === 'loading') kept.providers.value = { kind: 'unknown' };
  }
};

/** Asks anew for those who are watching: something has just been heard of a provider. */
export const askProvidersAgain = (org: string): void => {
  const kept = keptByOrg.get(org);
  if (kept === undefined) return;
  kept.askedAt = 0;
  void refresh(org, kept);
};

/** A provider's state; where it is not known it is taken for configured, and the API has the last word. */
export const providerStateOf = (
  providers: Providers,
  provider: OAuthProvider,
): OAuthProviderState => {
  const found =
    providers.kind === 'known' && providers.states.find((known) => known.provider === provider);
  return found || { provider, configured: true, trouble: null };
};

/** Which providers this deployment can sign in at; asked once for all who want to know. */
export const useProviders = (org: string) => {
  const kept = keptOf(org);
  useEffect(() => {
    void refresh(org, kept);
  }, [org]);
  return {
    /** As it is known now. Read while rendering, it follows. */
    stateOf: (provider: OAuthProvider) => providerStateOf(kept.providers.value, provider),
  };
};
