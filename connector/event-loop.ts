const BEAT_MS = 10;
/** Beyond this a handshake or a greeting waits so long for its turn that it would count as the server's delay. */
const MAX_LAG_MS = 40;

/**
 * Tells whether the event loop keeps up: whether its last turn came about as early as it should. Tests
 * that wait for slow servers cost nothing and don't count; handshakes do.
 */
export const watchEventLoop = (maxLagMs = MAX_LAG_MS): (() => boolean) => {
  let lastBeat = performance.now();
  let lagMs = 0;
  setInterval(() => {
    const now = performance.now();
    lagMs = now - lastBeat - BEAT_MS;
    lastBeat = now;
  }, BEAT_MS).unref();
  return () => Math.max(lagMs, performance.now() - lastBeat - BEAT_MS) <= maxLagMs;
};
