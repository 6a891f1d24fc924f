import { afterEach, expect, test } from 'vitest';
import { CONNECTOR_DISCOVERIES_PATH } from '../contract/connector.ts';
import { ask, serveApp, signed } from './testing/caller.ts';
import { on } from './testing/rig.ts';
import { scriptedServer } from './testing/scripted-server.ts';
import { imapScript } from './testing/scripts.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const connector = async (ports: number[] = []) => {
  const app = await serveApp({ ports });
  cleanups.push(app.stop);
  return app;
};

const told = (lines: readonly string[]): { event: string; requestId?: string }[] =>
  lines.map((line) => JSON.parse(line));

test('every line about a test carries the id that the Worker gave it', async () => {
  const server = await scriptedServer(imapScript());
  cleanups.push(server.stop);
  const { url, lines } = await connector([server.port]);
  const headers = { 'x-request-id': 'message-1' };
  await (await ask(url, { imap: on(server.port) }, { headers })).text();
  expect(told(lines)).toEqual([
    expect.objectContaining({ event: 'test-finished', requestId: 'message-1' }),
  ]);
});

test('so does every line about a discovery', async () => {
  const { url, lines } = await connector();
  const body = JSON.stringify({ tenant: 't', domain: 'gmail.com' });
  const path = CONNECTOR_DISCOVERIES_PATH;
  const headers = { ...(await signed(body, { path })), 'x-request-id': 'request-2' };
  await (await fetch(url + path, { method: 'POST', body, headers })).text();
  expect(told(lines)).toEqual([
    expect.objectContaining({ event: 'discovery', requestId: 'request-2' }),
  ]);
});

test('so does the line about a caller who is refused', async () => {
  const { url, lines } = await connector();
  const headers = { 'content-type': 'application/json', 'x-request-id': 'request-3' };
  const { status } = await fetch(`${url}/tests`, { method: 'POST', body: '{}', headers });
  expect(status).toBe(401);
  expect(told(lines)).toEqual([
    expect.objectContaining({ event: 'caller-refused', requestId: 'request-3' }),
  ]);
});
