import type { Passing } from './far-away.ts';

/** The TCP handshake. */
const CONNECT_TRIPS = 1;

/**
 * How many round trips one after another a connection took until `endedAt`: which bytes could only be
 * sent once others had come. Counted, not timed, so a busy machine doesn't change it.
 */
export const countTrips = (passed: readonly Passing[], endedAt: number): number => {
  const depths = new Map<Passing, number>();
  const depthBefore = (from: Passing['from'], moment: number) =>
    passed.reduce(
      (most, each) =>
        each.from === from && each.arrivesAt <= moment
          ? Math.max(most, depths.get(each) ?? 0)
          : most,
      CONNECT_TRIPS,
    );
  for (const each of passed) {
    const before =
      each.from === 'client'
        ? depthBefore('server', each.sentAt)
        : depthBefore('client', each.sentAt) + 1;
    depths.set(each, before);
  }
  return depthBefore('server', endedAt);
};
