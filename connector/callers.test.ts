import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import {
  CONNECTOR_DISCOVERIES_PATH,
  CONNECTOR_ROUND_TRIPS_PATH,
  CONNECTOR_TESTS_PATH,
} from '../contract/connector.ts';
import { serveApp, signed } from './testing/caller.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const PATHS = [CONNECTOR_TESTS_PATH, CONNECTOR_ROUND_TRIPS_PATH, CONNECTOR_DISCOVERIES_PATH];
const BODY = '{}';

test.each(PATHS)('%s answers nobody but who signs for this path, now, once', async (path) => {
  const app = await serveApp();
  cleanups.push(app.stop);
  const post = async (headers: Record<string, string>, method = 'POST') =>
    (await fetch(app.url + path, { method, headers, body: BODY })).status;
  const now = Math.floor(Date.now() / 1000);
  const good = await signed(BODY, { path });
  // Let in, where it is told that it asks for nothing.
  expect(await post(good)).toBe(422);
  const others = PATHS.filter((one) => one !== path);
  const refused = [
    {},
    good,
    await signed(BODY, { path, timestamp: String(now - 60) }),
    await signed(BODY, { path, timestamp: String(now + 90) }),
    await signed(`${BODY} `, { path }),
    ...(await Promise.all(others.map((other) => signed(BODY, { path: other })))),
  ];
  for (const headers of refused) expect(await post(headers)).toBe(401);
});

test('the façade has no address of its own: it is reached by a service binding alone', () => {
  const own = readFileSync(new URL('wrangler.toml', import.meta.url), 'utf8');
  expect(own).toMatch(/^workers_dev = false$/m);
  expect(own).toMatch(/^preview_urls = false$/m);
  expect(own).not.toMatch(/^\s*(?:routes?|triggers|\[triggers)\b/m);
  const root = readFileSync(new URL('../wrangler.toml', import.meta.url), 'utf8');
  expect(root).toMatch(/^binding = "CONNECTOR"\nservice = "letterbox-connector"$/m);
});
