/** A test that failed: where it is found, and what it said. */
export type Failure = { name: string; message: string };

/**
 * What a stage ran. `failures` names what failed, `skips` says what was left out and the command that
 * would enable it.
 */
export type Tally = {
  passed: number;
  failed: number;
  skipped: number;
  failures: Failure[];
  skips: string[];
};

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };

/** One failure, of a stage as a whole or of one of its tests. */
export const failure = (name: string, message: string): Tally => ({
  ...nothing,
  failed: 1,
  failures: [{ name, message }],
});

export const add = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
  failures: [...one.failures, ...other.failures],
  skips: [...one.skips, ...other.skips],
});

/** A stage that ended badly without a failed test to show for it, or ran nothing, has failed all the same. */
export const withExit = (tally: Tally, stage: string, code: number): Tally => {
  if (tally.passed + tally.failed + tally.skipped === 0) {
    return failure(stage, 'It ran no test. Its output above says why.');
  }
  return code !== 0 && tally.failed === 0
    ? add(tally, failure(stage, `It ended with code ${code} though no test failed: see above.`))
    : tally;
};
