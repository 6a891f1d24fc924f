import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { createDeps, type Deps } from './deps.ts';
import { takeChecks } from './domains/health/take-checks.ts';
import { WORKING } from './testing/mail.ts';
import { keptQueue } from './testing/operator-api.ts';
import { type Browser, browser, IMAP_INBOX, makeTenant, signedIn } from './testing/world.ts';

type Line = { event: string; requestId?: string };

/** The deployment, with what it logs and the ids that it gives the connector. */
const watched = () => {
  const lines: Line[] = [];
  const given: (string | null)[] = [];
  const connector: Pick<Fetcher, 'fetch'> = {
    fetch: (input, init) => {
      given.push(new Request(input, init).headers.get('x-request-id'));
      return env.CONNECTOR.fetch(input, init);
    },
  };
  const deps: Deps = {
    ...createDeps({ ...env, CONNECTOR: connector }),
    log: (_level, event, fields) => void lines.push({ event, ...fields }),
    queues: { checks: keptQueue(), jobs: keptQueue() },
  };
  return { lines, given, deps };
};

let owner: Browser;
let id: string;
beforeEach(async () => {
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
  const made = await owner.post('/api/orgs/acme/inboxes', IMAP_INBOX);
  ({ id } = made.body as { id: string });
  const stored = await owner.put(`/api/orgs/acme/inboxes/${id}/connection`, WORKING);
  expect(stored.status).toBe(200);
});

test('a request has one id: in our log, in the answer, and at the connector', async () => {
  const { lines, given, deps } = watched();
  const app = createApp(deps);
  const own = browser(async (request) => app.fetch(request));
  for (const [name, value] of owner.cookies) own.cookies.set(name, value);
  const { status, headers } = await own.send('POST', `/api/orgs/acme/inboxes/${id}/checks`);
  expect(status).toBe(200);
  const requestId = headers.get('x-request-id');
  expect(requestId).toMatch(/\S/);
  expect(given).toEqual([requestId]);
  expect(lines).toContainEqual(expect.objectContaining({ event: 'request', requestId }));
});

test('a background check carries its message’s id: in our log, and at the connector', async () => {
  const { lines, given, deps } = watched();
  const ended: string[] = [];
  const message = {
    ...{ id: 'message-1', attempts: 1, timestamp: new Date() },
    body: { kind: 'checks', part: null, ids: [id] },
    ack: () => void ended.push('ack'),
    retry: () => void ended.push('retry'),
  };
  const batch = { queue: 'letterbox-checks', messages: [message] } as unknown as MessageBatch;
  await takeChecks(deps, batch);
  expect(ended).toEqual(['ack']);
  expect(given).toEqual(['message-1']);
  expect(lines).toEqual([
    expect.objectContaining({
      ...{ event: 'checks', requestId: 'message-1', reason: '1 asked for, 0 left' },
    }),
  ]);
});
