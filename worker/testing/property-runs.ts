import { env } from 'cloudflare:workers';

const SEED = 20_261_122;
const LIMIT_MS = 60_000;
const LONG_MS = 3_600_000;

const asked = Number(env.LETTERBOX_PROPERTY_RUNS ?? 0);

/** How long a test may take that runs a property. */
export const PROPERTY_TIMEOUT_MS = asked > 0 ? LONG_MS : 2 * LIMIT_MS;

/**
 * How often fast-check tries a property: the same `runs` every time; with
 * LETTERBOX_PROPERTY_RUNS as many as that says, of another seed each time. LETTERBOX_PROPERTY_SEED
 * repeats one that failed. `share`: one in how many runs this property gets of those that are asked for.
 */
export const propertyRuns = (runs: number, share = 1) => {
  const seed = Number(env.LETTERBOX_PROPERTY_SEED ?? (asked > 0 ? Date.now() % 2 ** 31 : SEED));
  return asked > 0 ? { seed, numRuns: Math.ceil(asked / share) } : { seed, numRuns: runs };
};

/**
 * Begins no further run when the time is over. The limit of fast-check's own leaves the run that is under
 * way to itself: it would go on in the database of the next test.
 */
export const inTime = <Values extends unknown[]>(
  run: (...values: Values) => Promise<void>,
): ((...values: Values) => Promise<void>) => {
  const endsAt = asked > 0 ? Number.POSITIVE_INFINITY : Date.now() + LIMIT_MS;
  return async (...values) => {
    if (Date.now() < endsAt) await run(...values);
  };
};
