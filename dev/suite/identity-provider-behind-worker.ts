import { startIdentityProvider } from '../identity-provider/identity-provider.ts';
import { identityProviderSettings } from './identity-provider-settings.ts';
import type { Behind } from './mail-account.ts';

/**
 * Vitest's global setup of the Worker's tests: local Google and Microsoft, on the port that the
 * configuration has chosen. Gives what ends them.
 */
export default async (): Promise<() => Promise<void>> => {
  const { identityProvider } = JSON.parse(process.env.LETTERBOX_BEHIND ?? '') as Behind;
  const { stop } = await startIdentityProvider(identityProviderSettings(identityProvider));
  return stop;
};
