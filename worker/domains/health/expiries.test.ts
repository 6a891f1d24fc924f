import { describe, expect, test } from 'vitest';
import { isAboutToExpire } from './expiries.ts';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-11-23T10:00:00Z');
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS).toISOString();

describe('a certificate is about to expire', () => {
  test.each([
    ['of a year, in 15 days', -350, 15, false],
    ['of a year, in 13 days', -352, 13, true],
    ['of 90 days, in 15 days', -75, 15, false],
    ['of 90 days, in 13 days', -77, 13, true],
    ['of 6 days, fresh', -1, 5, false],
    ['of 6 days, in its last third', -4.1, 1.9, true],
    ['of 6 days, just before its last third', -3.9, 2.1, false],
    ['of a year, ended yesterday: that fails its checks', -366, -1, false],
  ])('%s', (_name, from, to, expected) => {
    const certificate = { validFrom: inDays(from), validTo: inDays(to) };
    expect(isAboutToExpire(certificate, NOW)).toBe(expected);
  });
});
