import { expect, test } from 'vitest';
import { shortFingerprint } from './trust-words.ts';
import { isExpired, readTrust, trustFromText, trustToText } from './trusted-certificate.ts';

const fingerprint = Array.from({ length: 32 }, (_, at) => (at + 170).toString(16).toUpperCase())
  .slice(0, 32)
  .join(':');
const trusted = { fingerprint, expiresAt: '2027-01-31T00:00:00Z' };

test('a fingerprint is recognised by its ends', () => {
  expect(shortFingerprint(fingerprint)).toBe('AA:AB:…:C9');
});

test('what is trusted outlives being written down', () => {
  expect(trustFromText(trustToText(trusted))).toEqual(trusted);
  expect(trustFromText(trustToText(null))).toBeNull();
});

test.each([
  undefined,
  null,
  'AA',
  {},
  { ...trusted, fingerprint: 'AA:BB' },
  { ...trusted, expiresAt: 'soon' },
])('what another hand wrote is no trust: %j', (value) => {
  expect(readTrust(value)).toBeNull();
});

test('a certificate expires at its very second', () => {
  const end = Date.parse(trusted.expiresAt);
  expect([isExpired(trusted, end - 1), isExpired(trusted, end)]).toEqual([false, true]);
});
