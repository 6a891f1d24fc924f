import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const CONNECTOR_HMAC_KEY = Buffer.alloc(32, 7).toString('base64');

test('with only the key everything else has a default', () => {
  expect(
    readConfig({
      CONNECTOR_HMAC_KEY,
      CONNECTOR_HMAC_KEY_RETIRING: '',
      CONNECTOR_ALLOWED_PORTS: '',
    }),
  ).toMatchObject({
    PORT: 8080,
    HOST: '0.0.0.0',
    CONNECTOR_ALLOWED_NETWORKS: [],
    CONNECTOR_ALLOWED_PORTS: [],
    CONNECTOR_MAX_TESTS: 1_500,
    CONNECTOR_MAX_TESTS_PER_TENANT: 5,
  });
});

test('lists take commas and spaces, ports take ranges', () => {
  const config = readConfig({
    CONNECTOR_HMAC_KEY,
    CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8, ::1/128 10.0.0.1',
    CONNECTOR_ALLOWED_PORTS: '1143, 3000-3999',
  });
  expect(config.CONNECTOR_ALLOWED_NETWORKS).toEqual(['127.0.0.0/8', '::1/128', '10.0.0.1']);
  expect(config.CONNECTOR_ALLOWED_PORTS).toEqual([
    { from: 1143, to: 1143 },
    { from: 3000, to: 3999 },
  ]);
});

test('what is wrong is named, and its value is not', () => {
  const wrong = {
    CONNECTOR_HMAC_KEY: 'canary-key',
    CONNECTOR_HMAC_KEY_RETIRING: 'canary-of-another-key',
    PORT: 'many',
    CONNECTOR_ALLOWED_NETWORKS: '10.0.0.0/33',
    CONNECTOR_MAX_TESTS: '0',
  };
  expect(() => readConfig({})).toThrow(/CONNECTOR_HMAC_KEY is required/);
  expect(() => readConfig(wrong)).toThrow(
    /HMAC_KEY is not base64[^]*HMAC_KEY_RETIRING is not base64[^]*PORT is not a port[^]*NETWORKS is no network[^]*MAX_TESTS/,
  );
  expect(() => readConfig(wrong)).not.toThrow(/canary/);
});
