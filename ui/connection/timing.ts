import type { StageMark } from './test-run.ts';

/** From here on a person has noticed. */
const SLOW_MS = 1_000;

/** Where a stage lies in the whole: `from` and `length` in hundredths. */
export type Span = { from: number; length: number; isSlow: boolean };

const msOf = ({ ms, status }: StageMark) => (status === 'skipped' ? 0 : (ms ?? 0));

/** One after the other, in the order given; `null` for a stage that took no time yet. */
export const spansOf = (stages: readonly StageMark[]): (Span | null)[] => {
  const total = stages.reduce((sum, mark) => sum + msOf(mark), 0);
  let before = 0;
  return stages.map((mark) => {
    const ms = msOf(mark);
    const from = before;
    before += ms;
    if (mark.ms === undefined || mark.status === 'skipped' || total === 0) return null;
    return {
      from: (100 * from) / total,
      length: (100 * ms) / total,
      isSlow: ms >= SLOW_MS,
    };
  });
};

/** How long something runs already, to be read while it counts: "1.4 s". */
export const runningWords = (ms: number): string => `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
