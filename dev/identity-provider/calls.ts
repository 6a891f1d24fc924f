import { PROVIDERS, type ProviderName } from './endpoints.ts';
import type { FaultEndpoint } from './faults.ts';

export type CountedEndpoint = FaultEndpoint | 'decision' | 'userinfo';
export type CallCounts = Record<ProviderName, Record<CountedEndpoint, number>>;

const none = (): Record<CountedEndpoint, number> => ({
  authorize: 0,
  decision: 0,
  token: 0,
  refresh: 0,
  revoke: 0,
  jwks: 0,
  profile: 0,
  discovery: 0,
  userinfo: 0,
});

const noCalls = (): CallCounts => ({ google: none(), microsoft: none() });

/** Counts what arrives, answered or not, so that a test can hold a client to one call. */
export const createCalls = () => {
  const counts = noCalls();
  return {
    count(provider: ProviderName, endpoint: CountedEndpoint) {
      counts[provider][endpoint] += 1;
    },
    read: (): CallCounts => structuredClone(counts),
    reset() {
      for (const provider of PROVIDERS) Object.assign(counts[provider], none());
    },
  };
};

export type Calls = ReturnType<typeof createCalls>;
