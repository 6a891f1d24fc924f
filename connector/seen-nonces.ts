/** Bounds the memory; at 60 s a nonce this is over 1,600 signed requests a second. */
const MAX_NONCES = 100_000;

/** Remembers each nonce for `lifetimeMs` from when it was first seen. */
export type SeenNonces = {
  /** Whether the nonce is new. Also false when the memory is full: forgetting one would let it be replayed. */
  add(nonce: string, nowMs: number): boolean;
};

export const createSeenNonces = (lifetimeMs: number, max = MAX_NONCES): SeenNonces => {
  // In the order of arrival, so that the first entry is always the next to expire.
  const expiries = new Map<string, number>();
  return {
    add: (nonce, nowMs) => {
      for (const [each, expiresAt] of expiries) {
        if (expiresAt > nowMs) break;
        expiries.delete(each);
      }
      if (expiries.has(nonce) || expiries.size >= max) return false;
      expiries.set(nonce, nowMs + lifetimeMs);
      return true;
    },
  };
};
