import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { TestResult } from '../../../contract/connection-test.ts';
import type { Inbox } from '../../../contract/inbox.ts';
import { createApp } from '../../app.ts';
import { createDeps } from '../../deps.ts';
import {
  type AcmeInbox,
  INBOXES,
  makeAcmeInbox,
  withoutPassword,
} from '../../testing/acme-inbox.ts';
import { WORKING, WRONG_PASSWORD } from '../../testing/mail.ts';
import { type Browser, db, IMAP_INBOX, signedIn } from '../../testing/world.ts';
import { inboxes } from '../inboxes/tables.ts';

let admin: Browser;
let path: string;
let id: string;
let row: AcmeInbox['row'];
beforeEach(async () => {
  ({ admin, path, id, row } = await makeAcmeInbox());
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
    const kept = { imap: withoutPassword(WORKING.imap), smtp: WORKING.smtp };
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
