import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { CONNECTOR_TESTS_PATH } from '../contract/connector.ts';
import { authenticateCaller } from './authenticate-caller.ts';
import { HMAC_KEY, signed } from './testing/caller.ts';

const SIGNED_S = 1_800_000_000;

/** What comes of a request that was signed so many milliseconds before it arrives. */
const answerAfter = async (ageMs: number): Promise<[number, unknown[]]> => {
  const reasons: unknown[] = [];
  const log = (_event: string, { reason }: { reason?: unknown } = {}) => void reasons.push(reason);
  const now = () => SIGNED_S * 1000 + ageMs;
  const app = new Hono()
    .use(authenticateCaller({ hmacKey: HMAC_KEY, log, now }))
    .post(CONNECTOR_TESTS_PATH, (context) => context.body(null, 204));
  const headers = await signed('{}', { timestamp: String(SIGNED_S) });
  const request = { method: 'POST', body: '{}', headers };
  const { status } = await app.request(`http://connector${CONNECTOR_TESTS_PATH}`, request);
  return [status, reasons];
};

test.each([0, 30_000, -30_000])('a signature is good %i ms after its time', async (ageMs) => {
  expect(await answerAfter(ageMs)).toEqual([204, []]);
});

test.each([30_001, -30_001])('and stale %i ms after it', async (ageMs) => {
  expect(await answerAfter(ageMs)).toEqual([401, ['stale']]);
});
