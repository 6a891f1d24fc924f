/** The time of day, to the fraction of a millisecond: what processes can compare. */
export const epochMs = (): number => performance.timeOrigin + performance.now();
