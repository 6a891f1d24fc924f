/** How one check ended, in fixed words: what it was of, and its code or `passed`. `ms` is how long it took. */
export type Counted = { what: string; end: string; ms: number };

/** Counts the checks of a message, for Workers Analytics Engine. Never fails. */
export type Count = (checks: readonly Counted[]) => void;

/**
 * Counts where there is a dataset to count in. An invocation may write so many points, and no more: it is one for all
 * checks that ended alike, with how many they were and how long they took in all.
 */
export const countsOf =
  (dataset: Pick<AnalyticsEngineDataset, 'writeDataPoint'> | undefined): Count =>
  (checks) => {
    const alike = Map.groupBy(checks, ({ what, end }) => `${what} ${end}`);
    for (const [first, ...rest] of alike.values()) {
      if (first === undefined) continue;
      const { what, end } = first;
      const ms = [first, ...rest].reduce((sum, each) => sum + each.ms, 0);
      dataset?.writeDataPoint({
        indexes: [what],
        blobs: [what, end],
        doubles: [1 + rest.length, ms],
      });
    }
  };
