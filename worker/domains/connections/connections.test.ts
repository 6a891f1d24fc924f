import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { TestResult } from '../../../contract/connection-test.ts';
import type { Inbox } from '../../../contract/inbox.ts';
import { createApp } from '../../app.ts';
import { createDeps } from '../../deps.ts';
import { STARTTLS, WORKING, WRONG_PASSWORD } from '../../testing/mail.ts';
import { type Browser, db, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';
import { inboxes } from '../inboxes/tables.ts';

const INBOXES = '/api/orgs/acme/inboxes';

let admin: Browser;
let path: string;
let id: string;

beforeEach(async () => {
  await makeTenant('acme');
  admin = await signedIn('admin@acme.test');
  const made = await admin.post(INBOXES, IMAP_INBOX);
  ({ id } = made.body as Inbox);
  path = `${INBOXES}/${id}`;
});

const row = async () => {
  const found = await db.select().from(inboxes).where(eq(inboxes.id, id)).get();
  if (!found) throw new Error('no row');
  return found;
};

const empty = <Server extends object>(server: Server) => ({ ...server, password: '' });

describe('a connection test', () => {
  test('answers what each protocol found, and stores nothing', async () => {
    const before = await row();
    const answer = await admin.post('/api/orgs/acme/connection-tests', WORKING);
    expect(answer).toMatchObject({
      status: 200,
      body: { ok: true, imap: { ok: true }, smtp: { ok: true } },
    });
    expect(await row()).toEqual(before);
  });

  test('names a wrong password, the stage and the field', async () => {
    const answer = await admin.post('/api/orgs/acme/connection-tests', WRONG_PASSWORD);
    const failure = { stage: 'authenticate', code: 'wrong-password', field: 'password' };
    expect(answer).toMatchObject({
      status: 200,
      body: { ok: false, imap: { failure }, smtp: { failure } },
    });
  });

  test('streams its stages as NDJSON and ends on the result', async () => {
    const answer = await admin.post('/api/orgs/acme/connection-tests', STARTTLS, {
      accept: 'application/x-ndjson',
    });
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    const events = answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const stages = events.filter(({ protocol }) => protocol === 'imap').map(({ stage }) => stage);
    expect(stages).toEqual(['resolve', 'connect', 'greeting', 'tls', 'authenticate', 'mailbox']);
    expect(events.at(-1)).toMatchObject({ type: 'result', result: { ok: true } });
  });

  test('of one protocol leaves the other out', async () => {
    const { imap } = WORKING;
    expect((await admin.post('/api/orgs/acme/connection-tests', { imap })).body).toMatchObject({
      ok: true,
      smtp: null,
    });
  });

  test('asks for a password where none is stored, at the field', async () => {
    const body = { inboxId: id, imap: empty(WORKING.imap), smtp: empty(STARTTLS.smtp) };
    const answer = await admin.post('/api/orgs/acme/connection-tests', body);
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/imap/password' }, { pointer: '#/smtp/password' }] },
    });
  });

  test('needs at least one server', async () => {
    expect((await admin.post('/api/orgs/acme/connection-tests', {})).status).toBe(422);
  });
});

describe('connecting', () => {
  test('stores what has passed: the inbox is connected since now', async () => {
    const answer = await admin.put(`${path}/connection`, WORKING);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        status: 'connected',
        lastError: null,
        connection: {
          imap: { host: '127.0.0.1', security: 'tls', hasPassword: true },
          smtp: { sameCredentials: true, hasPassword: true, username: IMAP_INBOX.emailAddress },
        },
      },
    });
    const { connectedAt } = answer.body as Inbox;
    expect(Date.now() - Date.parse(connectedAt ?? '')).toBeLessThan(60_000);
    expect((await row()).credentialsEncrypted).toMatch(/^v1\.[0-9a-f]{8}\./);
  });

  test('with a wrong password stores nothing and answers with the result', async () => {
    const before = await row();
    expect(await admin.put(`${path}/connection`, WRONG_PASSWORD)).toMatchObject({
      status: 422,
      body: { code: 'connection-test-failed', result: { ok: false } },
    });
    expect(await row()).toEqual(before);
  });

  test('anew with a wrong password leaves the working credentials untouched', async () => {
    await admin.put(`${path}/connection`, WORKING);
    const before = await row();
    expect((await admin.put(`${path}/connection`, WRONG_PASSWORD)).status).toBe(422);
    expect(await row()).toEqual(before);
    expect((await admin.post(`${path}/checks`, {})).body).toMatchObject({ ok: true });
  });

  test('with an empty password keeps the stored one, and the test really uses it', async () => {
    await admin.put(`${path}/connection`, STARTTLS);
    const kept = {
      imap: empty(WORKING.imap),
      smtp: empty({ ...STARTTLS.smtp, host: '127.0.0.1' }),
    };
    const asked = await admin.post('/api/orgs/acme/connection-tests', { inboxId: id, ...kept });
    expect(asked.body).toMatchObject({ ok: true });
    expect((await admin.put(`${path}/connection`, kept)).status).toBe(200);
    expect((await admin.post(`${path}/checks`, {})).body).toMatchObject({ ok: true });
  });

  test('unverified stores, and stays disconnected until a check passes', async () => {
    const stored = await admin.put(`${path}/connection?verify=false`, WORKING);
    expect(stored).toMatchObject({
      status: 200,
      body: { status: 'disconnected', connectedAt: null },
    });
    expect((await admin.post(`${path}/checks`, {})).body).toMatchObject({ ok: true });
    expect((await admin.get(path)).body).toMatchObject({ status: 'connected' });
  });

  test('keeps “connected since” when a working connection is changed', async () => {
    const first = (await admin.put(`${path}/connection`, WORKING)).body as Inbox;
    const second = (await admin.put(`${path}/connection`, STARTTLS)).body as Inbox;
    expect(second.connectedAt).toBe(first.connectedAt);
  });

  test('on a version that has moved on is refused and stores nothing', async () => {
    await admin.patch(path, { name: 'Renamed' });
    const answer = await admin.put(`${path}/connection`, WORKING, { 'if-match': '"1"' });
    expect(answer).toMatchObject({ status: 412, body: { code: 'changed-meanwhile' } });
    expect((await row()).credentialsEncrypted).toBeNull();
  });

  test('an inbox of another kind is refused', async () => {
    const gmail = { ...IMAP_INBOX, emailAddress: 'g@acme.test', connectionType: 'gmail' };
    const made = (await admin.post(INBOXES, gmail)).body as Inbox;
    expect(await admin.put(`${INBOXES}/${made.id}/connection`, WORKING)).toMatchObject({
      status: 409,
      body: { code: 'wrong-connection-type' },
    });
  });

  test.each([
    ['#/imap/host', { imap: { ...WORKING.imap, host: '0177.0.0.1' } }],
    ['#/imap/host', { imap: { ...WORKING.imap, host: 'mail' } }],
    ['#/imap/port', { imap: { ...WORKING.imap, port: 70_000 } }],
    ['#/imap/security', { imap: { ...WORKING.imap, security: 'ssl' } }],
    ['#/imap/username', { imap: { ...WORKING.imap, username: 'a\r\nb' } }],
    ['#/smtp/username', { smtp: { ...STARTTLS.smtp, username: '' } }],
  ])('refuses a bad %s', async (pointer, change) => {
    const answer = await admin.put(`${path}/connection`, { ...WORKING, ...change });
    expect(answer.status).toBe(422);
    expect((answer.body as { errors: { pointer: string }[] }).errors.map((e) => e.pointer)).toEqual(
      [pointer],
    );
  });
});

describe('a check on the stored credentials', () => {
  test('that is refused turns the inbox to error, and a later good one back', async () => {
    await admin.put(`${path}/connection?verify=false`, WRONG_PASSWORD);
    await admin.post(`${path}/checks`, {});
    expect((await admin.get(path)).body).toMatchObject({
      status: 'error',
      connectedAt: null,
      lastError: { code: 'wrong-password' },
    });
    await admin.put(`${path}/connection`, WORKING);
    expect((await admin.get(path)).body).toMatchObject({ status: 'connected', lastError: null });
  });

  test('needs stored credentials', async () => {
    expect(await admin.post(`${path}/checks`, {})).toMatchObject({
      status: 409,
      body: { code: 'not-connected' },
    });
  });
});

describe('while a test is under way', () => {
  const refused: TestResult = {
    ok: false,
    smtp: null,
    ms: 1,
    imap: {
      ok: false,
      stages: [],
      failure: { stage: 'authenticate', code: 'wrong-password', message: 'm', hint: 'h' },
    },
  };

  /** An admin whose tests end only after `meanwhile` has. */
  const slowly = async (result: TestResult, meanwhile: () => Promise<unknown>) => {
    const fetch = async () => {
      await meanwhile();
      return new Response(`${JSON.stringify({ type: 'result', result })}\n`);
    };
    const app = createApp(createDeps({ ...env, CONNECTOR: { fetch } }));
    return signedIn('admin@acme.test', async (request) => app.fetch(request));
  };

  test('new credentials are stored: what the check finds of the old ones is dropped', async () => {
    await admin.put(`${path}/connection?verify=false`, WRONG_PASSWORD);
    const slow = await slowly(refused, () => admin.put(`${path}/connection`, WORKING));
    await slow.post(`${path}/checks`, {});
    expect((await admin.get(path)).body).toMatchObject({ status: 'connected', lastError: null });
  });

  test('somebody else connects: the later to end is told so, and the newer credentials stay', async () => {
    const passed: TestResult = { ok: true, imap: null, smtp: null, ms: 1 };
    const slow = await slowly(passed, () => admin.put(`${path}/connection`, WORKING));
    expect(await slow.put(`${path}/connection`, WRONG_PASSWORD)).toMatchObject({
      status: 412,
      body: { code: 'changed-meanwhile' },
    });
    expect((await admin.post(`${path}/checks`, {})).body).toMatchObject({ ok: true });
  });
});

describe('credentials that can’t be read', () => {
  const breakBy = async (change: Partial<typeof inboxes.$inferInsert>) => {
    await admin.put(`${path}/connection`, WORKING);
    await db.update(inboxes).set(change).where(eq(inboxes.id, id));
    return row();
  };

  test('because they were moved from another inbox are named, asked for again, and left as they are', async () => {
    const other = { ...IMAP_INBOX, emailAddress: 'other@acme.test' };
    const made = (await admin.post(INBOXES, other)).body as Inbox;
    await admin.put(`${INBOXES}/${made.id}/connection?verify=false`, WORKING);
    const moved = await db.select().from(inboxes).where(eq(inboxes.id, made.id)).get();
    const before = await breakBy({ credentialsEncrypted: moved?.credentialsEncrypted ?? null });

    expect((await admin.get(path)).body).toMatchObject({
      status: 'error',
      lastError: { code: 'credentials-unreadable' },
      connection: null,
    });
    const kept = { imap: empty(WORKING.imap), smtp: WORKING.smtp };
    expect(await admin.put(`${path}/connection`, kept)).toMatchObject({
      status: 409,
      body: { code: 'credentials-unreadable', errors: [{ pointer: '#/imap/password' }] },
    });
    expect(await admin.post(`${path}/checks`, {})).toMatchObject({ status: 409 });
    expect(await row()).toEqual(before);
  });

  test.each([
    ['plain text', 'hunter2'],
    ['an altered envelope', 'v1.00000000.AAAAAAAAAAAAAAAA.AAAA'],
  ])(
    'because the column holds %s are never used, and never deleted',
    async (_, credentialsEncrypted) => {
      const before = await breakBy({ credentialsEncrypted });
      expect((await admin.get(path)).body).toMatchObject({
        lastError: { code: 'credentials-unreadable' },
      });
      expect(await row()).toEqual(before);
    },
  );

  test('are mended by entering them again', async () => {
    await breakBy({ credentialsEncrypted: 'hunter2' });
    expect((await admin.put(`${path}/connection`, WORKING)).body).toMatchObject({
      status: 'connected',
    });
  });
});

describe('a connector that', () => {
  const withConnector = async (answer: () => Response | Promise<Response>) => {
    const app = createApp(createDeps({ ...env, CONNECTOR: { fetch: async () => answer() } }));
    return signedIn('admin@acme.test', async (request) => app.fetch(request));
  };

  test.each([
    ['is down', () => Promise.reject(new Error('connection refused'))],
    ['answers 500', () => new Response('oops', { status: 500 })],
    ['breaks off', () => new Response('{"type":"queued"}\n')],
    ['answers garbage', () => new Response('<html>')],
  ])('%s is named, and no inbox is touched', async (_, answer) => {
    const before = await row();
    const own = await withConnector(answer);
    expect(await own.put(`${path}/connection`, WORKING)).toMatchObject({
      status: 503,
      body: { code: 'connector-unavailable' },
    });
    expect(await row()).toEqual(before);
  });

  test('is busy makes the caller wait: 429 with its Retry-After', async () => {
    const headers = { 'retry-after': '7' };
    const own = await withConnector(() => new Response(null, { status: 429, headers }));
    const answer = await own.post('/api/orgs/acme/connection-tests', WORKING);
    expect(answer).toMatchObject({ status: 429, body: { code: 'connector-busy', retryAfter: 7 } });
    expect(answer.headers.get('retry-after')).toBe('7');
  });
});
