import { expect, test } from 'vitest';
import { createBounds } from './bounds.ts';
import type { Config } from './config.ts';

const config = {
  CONNECTOR_MAX_TESTS: 10,
  CONNECTOR_MAX_TESTS_PER_TENANT: 5,
  CONNECTOR_QUEUE: 10,
} as Config;

test('a round trip is refused while the process can’t keep up, and taken once it can', () => {
  let keepsUp = false;
  const { roundTrips } = createBounds(config, () => keepsUp);
  expect(roundTrips.enter('t')).toBeNull();
  keepsUp = true;
  expect(roundTrips.enter('t')).toMatchObject({ queued: false });
});
