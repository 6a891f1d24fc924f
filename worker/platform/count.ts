/** How one check ended, in fixed words: what it was of, and its code or `passed`. `ms` is how long it took. */
export type Counted = { what: string; end: string; ms: number };

/** Counts, for Workers Analytics Engine. Never fails. */
export type Count = (counted: Counted) => void;

/** Counts where there is a dataset to count in. */
export const countsOf =
  (dataset: Pick<AnalyticsEngineDataset, 'writeDataPoint'> | undefined): Count =>
  ({ what, end, ms }) =>
    dataset?.writeDataPoint({ indexes: [what], blobs: [what, end], doubles: [ms] });
