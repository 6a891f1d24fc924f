import { type Concurrency, createConcurrency } from './concurrency.ts';
import type { Config } from './config.ts';

/** A round trip waits for mail most of its time, and holds two connections to somebody's server. */
const ROUND_TRIPS = { maxTests: 50, maxTestsPerTenant: 2, maxQueue: 0, maxQueuePerTenant: 0 };
/** Each opens a dozen connections of its own for up to three seconds. */
const DISCOVERIES = { maxTests: 50, maxTestsPerTenant: 5, maxQueue: 0, maxQueuePerTenant: 0 };

/** A search for better settings opens half a dozen at once. */
const FIXES = { maxTests: 40, maxTestsPerTenant: 10, maxQueue: 0, maxQueuePerTenant: 0 };

/** How much of each kind of work is done at once. While the process can't keep up, tests wait and round trips are refused. */
export const createBounds = (
  config: Config,
  keepsUp: () => boolean,
): Record<'concurrency' | 'roundTrips' | 'discoveries' | 'fixes', Concurrency> => ({
  concurrency: createConcurrency(
    {
      maxTests: config.CONNECTOR_MAX_TESTS,
      maxTestsPerTenant: config.CONNECTOR_MAX_TESTS_PER_TENANT,
      maxQueue: config.CONNECTOR_QUEUE,
      maxQueuePerTenant: 2 * config.CONNECTOR_MAX_TESTS_PER_TENANT,
    },
    keepsUp,
  ),
  roundTrips: createConcurrency(ROUND_TRIPS, keepsUp),
  discoveries: createConcurrency(DISCOVERIES),
  fixes: createConcurrency(FIXES, keepsUp),
});
