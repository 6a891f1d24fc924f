/**
 * How checks ended, in fixed words: what they were of, and their code or `passed`; how many did so, and how long they took in
 * all.
 */
export type Counted = { what: string; end: string; count: number; ms: number };

/** Counts, for Workers Analytics Engine. Never fails. */
export type Count = (counted: Counted) => void;

/** Counts where there is a dataset to count in. */
export const countsOf =
  (dataset: Pick<AnalyticsEngineDataset, 'writeDataPoint'> | undefined): Count =>
  ({ what, end, count, ms }) =>
    dataset?.writeDataPoint({ indexes: [what], blobs: [what, end], doubles: [count, ms] });
