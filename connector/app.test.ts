import { afterEach, expect, test } from 'vitest';
import { type TestEvent, testEvent } from '../contract/connection-test.ts';
import { problem } from '../contract/problem.ts';
import { ask, eventsOf, HMAC_KEY, RETIRING_HMAC_KEY, serveApp, signed } from './testing/caller.ts';
import { on, PASSWORD } from './testing/rig.ts';
import {
  type ScriptedServer,
  type Step,
  scriptedServer,
  silence,
} from './testing/scripted-server.ts';
import { imapScript } from './testing/scripts.ts';

const OTHER_KEY = Buffer.alloc(32, 7).toString('base64');

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const mailServer = async (steps: readonly Step[]): Promise<ScriptedServer> => {
  const server = await scriptedServer(steps);
  cleanups.push(server.stop);
  return server;
};
const connector = async (wishes: Parameters<typeof serveApp>[0] = {}) => {
  const app = await serveApp(wishes);
  cleanups.push(app.stop);
  return app;
};
const neverAnswersLogin = imapScript([[/ LOGIN /i, [silence()]]]);
const all = async (response: Response) => {
  const events: TestEvent[] = [];
  for await (const event of eventsOf(response)) events.push(event);
  return events;
};

test('GET /health says what is going on, to anybody', async () => {
  const { url } = await connector();
  const response = await fetch(`${url}/health`);
  expect([response.status, await response.json()]).toEqual([
    200,
    { status: 'ok', running: 0, queued: 0 },
  ]);
});

test('POST /tests streams what the contract says, and ends with the result', async () => {
  const { port } = await mailServer(imapScript());
  const { url, lines } = await connector({ ports: [port] });
  const response = await ask(url, { imap: on(port) }, { headers: { 'x-request-id': 'req-1' } });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/x-ndjson',
  ]);
  const events = await all(response);
  for (const event of events) expect(testEvent.safeParse(event).success).toBe(true);
  expect(events.map(({ type }) => type)).toEqual([...Array(6).fill('stage'), 'result']);
  expect(lines.join()).toContain('"event":"test-finished","requestId":"req-1","tenant":"t"');
});

test('each stage is sent as it ends, not with the last', async () => {
  const { port } = await mailServer(neverAnswersLogin);
  const { url } = await connector({ ports: [port] });
  const gone = new AbortController();
  const response = await ask(url, { imap: on(port) }, { signal: gone.signal });
  const stages: string[] = [];
  for await (const event of eventsOf(response)) {
    stages.push(event.type === 'stage' ? event.stage : event.type);
    if (stages.length === 4) break;
  }
  expect(stages).toEqual(['resolve', 'connect', 'tls', 'greeting']);
});

test('a second key is accepted while callers move to the first, and only then', async () => {
  const body = JSON.stringify({ tenant: 't', imap: null, smtp: null });
  const statusOf = async (url: string, key: string) => {
    const headers = await signed(body, { key });
    return (await fetch(`${url}/tests`, { method: 'POST', headers, body })).status;
  };
  const { url: moving } = await connector({ retiringHmacKey: RETIRING_HMAC_KEY });
  expect(await statusOf(moving, HMAC_KEY)).toBe(200);
  expect(await statusOf(moving, RETIRING_HMAC_KEY)).toBe(200);
  expect(await statusOf(moving, OTHER_KEY)).toBe(401);
  const { url: moved } = await connector();
  expect(await statusOf(moved, HMAC_KEY)).toBe(200);
  expect(await statusOf(moved, RETIRING_HMAC_KEY)).toBe(401);
});

test('what was signed with the second key comes once, too', async () => {
  const body = JSON.stringify({ tenant: 't', imap: null, smtp: null });
  const { url } = await connector({ retiringHmacKey: RETIRING_HMAC_KEY });
  const headers = await signed(body, { key: RETIRING_HMAC_KEY });
  const post = async () => (await fetch(`${url}/tests`, { method: 'POST', headers, body })).status;
  expect([await post(), await post()]).toEqual([200, 401]);
});

test('unsigned, stale, replayed and altered requests all get the same 401', async () => {
  const { url, lines } = await connector();
  const body = JSON.stringify({ tenant: 't', imap: null, smtp: null });
  const post = async (headers: Record<string, string>, sent = body, path = '/tests') =>
    fetch(url + path, { method: 'POST', headers, body: sent });
  const good = await signed(body);
  const now = Math.floor(Date.now() / 1000);
  expect((await post(good)).status).toBe(200);

  const refused = [
    await post({}),
    await post(await signed(body, { timestamp: String(now - 60) })),
    await post(await signed(body, { timestamp: String(now + 90) })),
    await post(good),
    await post(await signed(body), body.replace('"t"', '"u"')),
    await post(await signed(body), body, '/tests?x=1'),
    await post({ ...(await signed(body)), 'letterbox-nonce': crypto.randomUUID() }),
    await post({ ...(await signed(body)), 'letterbox-signature': 'f'.repeat(64) }),
  ];
  const answers = await Promise.all(
    refused.map(async (response) => {
      const { requestId: _, ...rest } = problem.parse(await response.json());
      return JSON.stringify([response.status, response.headers.get('content-type'), rest]);
    }),
  );
  expect(new Set(answers).size).toBe(1);
  expect(refused[0]?.status).toBe(401);
  const reasons = lines.map((line) => JSON.parse(line)).filter(({ reason }) => reason);
  expect(reasons.map(({ reason }) => reason)).toEqual([
    'unsigned',
    'stale',
    'stale',
    'replayed',
    'altered',
    'altered',
    'altered',
    'altered',
  ]);
});

test('a body that is no request is refused, and a large one is not read', async () => {
  const { url } = await connector();
  const send = async (body: string) => {
    const response = await fetch(`${url}/tests`, {
      method: 'POST',
      headers: await signed(body),
      body,
    });
    return [response.status, problem.parse(await response.json()).code];
  };
  expect(await send('{')).toEqual([400, 'malformed-body']);
  expect(await send('{"tenant":""}')).toEqual([422, 'invalid-input']);
  expect(await send('x'.repeat(70_000))).toEqual([413, 'payload-too-large']);
  expect((await fetch(`${url}/nowhere`)).status).toBe(404);
});

test('beyond the bound a test says that it waits, and runs when there is room', async () => {
  const slow = await mailServer(neverAnswersLogin);
  const quick = await mailServer(imapScript());
  const { url, concurrency } = await connector({
    ports: [slow.port, quick.port],
    bounds: { maxTests: 1, maxQueue: 1 },
  });
  const gone = new AbortController();
  await ask(url, { imap: on(slow.port) }, { signal: gone.signal });
  const waiting = await ask(url, { imap: on(quick.port) });
  const events = eventsOf(waiting);
  expect((await events.next()).value).toEqual({ type: 'queued' });

  const turnedAway = await ask(url, { imap: on(quick.port) });
  expect([turnedAway.status, turnedAway.headers.get('retry-after')]).toEqual([429, '5']);
  expect(await turnedAway.json()).toMatchObject({ code: 'connector-busy', retryAfter: 5 });

  gone.abort();
  const rest = [];
  for await (const event of events) rest.push(event);
  expect(rest.at(-1)).toMatchObject({ type: 'result', result: { ok: true } });
  expect([concurrency.running(), concurrency.queued()]).toEqual([0, 0]);
});

test('a caller that goes away frees its place, running or waiting', async () => {
  const slow = await mailServer(neverAnswersLogin);
  const { url, concurrency } = await connector({ ports: [slow.port], bounds: { maxTests: 1 } });
  const [first, second] = [new AbortController(), new AbortController()];
  await ask(url, { imap: on(slow.port) }, { signal: first.signal });
  await ask(url, { imap: on(slow.port) }, { signal: second.signal });
  expect([concurrency.running(), concurrency.queued()]).toEqual([1, 1]);
  second.abort();
  await expect.poll(concurrency.queued).toBe(0);
  first.abort();
  await expect.poll(concurrency.running).toBe(0);
  await expect.poll(slow.open).toBe(0);
});

test('once it is stopping the connector takes no test', async () => {
  const { url, beginStop } = await connector();
  beginStop();
  const response = await ask(url, {});
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: 'connector-unavailable' });
});

test('the password is in no answer and in no log line', async () => {
  const { port } = await mailServer(imapScript([[/ LOGIN /i, `{tag} NO ${PASSWORD}\r\n`]]));
  const { url, lines } = await connector({ ports: [port] });
  const text = await (await ask(url, { imap: on(port) })).text();
  expect(text).toContain('wrong-password');
  expect(text + lines.join()).not.toContain(PASSWORD);
});
