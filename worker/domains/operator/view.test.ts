import { describe, expect, test } from 'vitest';
import { OPERATOR_LIST, type OperatorView, operatorView } from '../../../contract/operator.ts';
import { createConnector } from '../../platform/connector.ts';
import { CANARY, WORKING } from '../../testing/mail.ts';
import { keptQueue, OPERATOR_TOKEN, operator, operatorDeps } from '../../testing/operator-api.ts';
import { db, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';
import { outages } from '../connections/tables.ts';
import { alerts, deadLetters, incidents } from '../health/tables.ts';
import { checkSlots, inboxes } from '../inboxes/tables.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const MINUTE_MS = 60_000;
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE_MS);
const now = () => NOW;

const see = async (deps = operatorDeps({ now })): Promise<OperatorView> => {
  const answer = await operator(deps).get();
  expect(answer.status).toBe(200);
  return operatorView.parse(answer.body);
};

const makeInbox = async (slug: string, name: string): Promise<string> => {
  const owner = await signedIn(`owner@${slug}.test`);
  const made = await owner.post(`/api/orgs/${slug}/inboxes`, {
    ...{ ...IMAP_INBOX, name, emailAddress: `${name}@${slug}.test` },
  });
  expect(made.status).toBe(201);
  return (made.body as { id: string }).id;
};

describe('of a deployment that nobody uses', () => {
  test('everything is empty, and the connector answers', async () => {
    expect(await see()).toMatchObject({
      queues: { checks: 0, jobs: 0 },
      checks: { perMinute: 0, runs: 0, unfinishedRuns: 0, lastRun: null, overdue: 0 },
      inboxes: { active: 0, failing: [] },
      connector: { ok: true, reason: null },
      outages: [],
      mail: { mailer: 'log', waiting: 0, failed: [] },
      deadLetters: [],
    });
  });
});

describe('of checks', () => {
  const slot = { attempt: 1, leasedUntil: NOW, open: '[]' };

  test('the last interval’s count, and no older one', async () => {
    await db.insert(checkSlots).values([
      {
        ...slot,
        slot: 0,
        run: ago(80),
        inboxes: 5000,
        completedRun: ago(80),
        completedAt: ago(79),
      },
      { ...slot, slot: 2, run: ago(40), inboxes: 400, completedRun: ago(40), completedAt: ago(39) },
      { ...slot, slot: 4, run: ago(20), inboxes: 200, completedRun: ago(20), completedAt: ago(19) },
      { ...slot, slot: 6, run: ago(1), inboxes: 300, completedRun: ago(61), completedAt: ago(60) },
    ]);
    expect((await see()).checks).toEqual({
      ...{ intervalMinutes: 60, perMinute: 10, runs: 3, unfinishedRuns: 1, overdue: 0 },
      ...{ lastRun: ago(1).toISOString(), lastCompletedRun: ago(20).toISOString() },
    });
  });

  test('a failing inbox is overdue when its check is a quarter of an hour late', async () => {
    await makeTenant('acme');
    await makeInbox('acme', 'late');
    await db.update(inboxes).set({ nextCheckAt: ago(15) });
    expect((await see()).checks.overdue).toBe(0);
    await db.update(inboxes).set({ nextCheckAt: ago(16) });
    expect((await see()).checks.overdue).toBe(1);
  });

  test('messages that wait are counted, or said not to be known', async () => {
    const checks = keptQueue();
    await checks.send([1, 2, 3]);
    const jobs = { ...keptQueue(), depth: async () => null };
    const { queues } = await see(operatorDeps({ queues: { checks, jobs } }));
    expect(queues).toEqual({ checks: 3, jobs: null });
  });
});

test('inboxes are counted over tenants, and the failing ones by cause, the commonest first', async () => {
  await makeTenant('acme');
  await makeTenant('globex');
  const open = { beganAt: ago(90), failures: 4, lastFailedAt: ago(1) };
  const rows = [
    {
      tenant: 'acme',
      inbox: await makeInbox('acme', 'one'),
      code: 'wrong-password',
      confirmedAt: ago(90),
    },
    {
      tenant: 'acme',
      inbox: await makeInbox('acme', 'two'),
      code: 'connect-timeout',
      confirmedAt: null,
    },
    {
      tenant: 'globex',
      inbox: await makeInbox('globex', 'one'),
      code: 'connect-timeout',
      confirmedAt: ago(9),
    },
  ];
  await db.insert(incidents).values(rows.map((row) => ({ ...open, ...row })));
  const healed = { code: 'tls-failed', endedAt: ago(2), endedBy: 'check' as const };
  await db
    .insert(incidents)
    .values(rows.slice(0, 2).map(({ tenant, inbox }) => ({ ...open, tenant, inbox, ...healed })));
  expect((await see()).inboxes).toEqual({
    active: 3,
    failing: [
      {
        code: 'connect-timeout',
        message: expect.stringContaining('mail server'),
        count: 2,
        errors: 1,
      },
      { code: 'wrong-password', message: expect.any(String), count: 1, errors: 1 },
    ],
  });
});

describe('of what everything depends on', () => {
  const broken = (answer: () => Promise<Response>) =>
    operatorDeps({
      connector: createConnector({ fetch: answer } as never, 'key', () => new Date()),
    });

  test.each([
    ['unreachable', () => Promise.reject(new Error(CANARY))],
    ['answered 503', async () => new Response(CANARY, { status: 503 })],
  ])('a connector that is away is told of: %s', async (reason, answer) => {
    expect((await see(broken(answer))).connector).toMatchObject({ ok: false, reason });
  });

  test('a connector that says nothing is waited for no longer than three seconds', async () => {
    const silent = (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const { connector } = await see(broken(silent as never));
    expect(connector).toMatchObject({ ok: false, reason: 'timeout' });
    // More than a busy machine needs, and less than the tests' patience.
    expect(connector.ms).toBeLessThan(20_000);
  });

  test('outages that are more than chance, and until when secrets are good', async () => {
    const settings = { MICROSOFT_CLIENT_SECRET_EXPIRES: '2027-03-31' };
    await db.insert(outages).values([
      { part: 'google', since: ago(30), lastSeenAt: ago(1), seen: 2 },
      { part: 'connector', since: ago(2), lastSeenAt: ago(2), seen: 1 },
    ]);
    const seen = await see(operatorDeps({ now }, settings));
    expect(seen.outages).toEqual([{ part: 'google', since: ago(30).toISOString() }]);
    expect(seen.providers).toEqual([
      { provider: 'google', configured: true, trouble: null, secretExpiresAt: null },
      {
        provider: 'microsoft',
        configured: true,
        trouble: null,
        secretExpiresAt: '2027-03-31T00:00:00.000Z',
      },
    ]);
  });
});

test('the newest of what was given up is told, as much as fits a page', async () => {
  for (let each = 0; each < OPERATOR_LIST + 5; each++) {
    await db.insert(deadLetters).values({ id: `letter-${each}`, body: '{}', at: ago(each) });
  }
  const seen = (await see()).deadLetters;
  expect(seen).toHaveLength(OPERATOR_LIST);
  expect(seen[0]?.id).toBe(`letter-${OPERATOR_LIST + 4}`);
});

test('nothing secret is in it: no password, no mail’s text, no token', async () => {
  await makeTenant('acme');
  const owner = await signedIn('owner@acme.test');
  const id = await makeInbox('acme', 'support');
  const put = await owner.put(`/api/orgs/acme/inboxes/${id}/connection`, WORKING);
  expect(put.status).toBe(200);
  await db.insert(alerts).values({
    ...{
      id: 'alert-1',
      tenant: 'acme',
      recipient: 'owner@acme.test',
      subject: 'Support has stopped',
    },
    ...{
      text: `a text with ${CANARY}`,
      createdAt: ago(9),
      attempts: 6,
      failedAt: ago(1),
      failure: 'timeout',
    },
  });
  const { text, body } = await operator(operatorDeps({ now })).get();
  expect((body as OperatorView).mail.failed).toEqual([
    {
      ...{ id: 'alert-1', tenant: 'acme', recipient: 'owner@acme.test' },
      ...{
        subject: 'Support has stopped',
        attempts: 6,
        failure: 'timeout',
        failedAt: ago(1).toISOString(),
      },
    },
  ]);
  for (const secret of [CANARY, 'v1.', OPERATOR_TOKEN, 'secret']) {
    expect(text.replaceAll('secretExpiresAt', '')).not.toContain(secret);
  }
});
