import { onTestFinished, vi } from 'vitest';
import type { ProviderName } from '../platform/oauth/provider.ts';
import { providerCalled } from './identity-provider.ts';

const POLL_MS = 5;
const PATIENCE_MS = 30_000;

const slow = (isSlow: (request: Request) => boolean | Promise<boolean>) => {
  const real = globalThis.fetch;
  const state = { isHeld: true, held: 0 };
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const isHere = await isSlow(request.clone());
    const answer = await real(request);
    if (!isHere) return answer;
    state.held += 1;
    // A promise of the test would be of another request than the one that waits for it.
    while (state.isHeld) {
      await new Promise((resolve) => {
        setTimeout(resolve, POLL_MS);
      });
    }
    return answer;
  };
  const letThrough = () => {
    state.isHeld = false;
    globalThis.fetch = real;
  };
  onTestFinished(letThrough);
  return {
    /** Waits until an answer is on the way. */
    decided: () => vi.waitUntil(() => state.held > 0, { timeout: PATIENCE_MS, interval: POLL_MS }),
    letThrough,
  };
};

/**
 * Lets a provider be slow: it has decided on a refresh, but its answer is on the way until it is let
 * through. Sign-ins are answered as ever.
 */
export const slowRefreshes = (name: ProviderName) => {
  const { tokenEndpoint } = providerCalled(name);
  return slow(
    async (request) =>
      request.url === tokenEndpoint &&
      (await request.formData()).get('grant_type') === 'refresh_token',
  );
};

/** The same of its mail API. */
export const slowMailbox = () => slow(({ url }) => /\/(?:gmail|graph)\//.test(url));
