/** What a stage ran. `skips` says what was left out and the command that would enable it. */
export type Tally = { passed: number; failed: number; skipped: number; skips: string[] };

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, skips: [] };

export const add = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
  skips: [...one.skips, ...other.skips],
});

/** A stage that ended badly without a failed test to show for it, or ran nothing, has failed all the same. */
export const withExit = (tally: Tally, code: number): Tally => {
  const ranNothing = tally.passed + tally.failed + tally.skipped === 0;
  return (code !== 0 && tally.failed === 0) || ranNothing ? { ...tally, failed: 1 } : tally;
};
