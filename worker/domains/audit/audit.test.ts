import { asc } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditPage, Timeline } from '../../../contract/audit.ts';
import type { Inbox } from '../../../contract/inbox.ts';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { CANARY, WORKING, WRONG_PASSWORD } from '../../testing/mail.ts';
import { type Browser, db, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';
import { GENESIS, hashOf } from './chain.ts';
import { auditEvents } from './tables.ts';

const AUDIT = '/api/orgs/acme/audit';

let admin: Browser;
let path: string;
beforeEach(async () => {
  await makeTenant('acme');
  admin = await signedIn('admin@acme.test');
  const { body } = await admin.post(INBOXES, IMAP_INBOX);
  path = `${INBOXES}/${(body as Inbox).id}`;
});

const events = async (query = '') => ((await admin.get(AUDIT + query)).body as AuditPage).events;
const rows = () => db.select().from(auditEvents).orderBy(asc(auditEvents.seq));

test('says who did what and when, and what changed', async () => {
  const owner = await signedIn('owner@acme.test');
  await owner.patch(path, { name: 'Help', displayName: 'Acme Help' });
  const [renamed, created] = await events();
  expect(created).toMatchObject({
    seq: 1,
    actor: { name: 'admin' },
    action: 'inbox.created',
    inbox: { name: 'Support' },
    changes: [
      { field: 'emailAddress', before: null, after: 'support@acme.test' },
      { field: 'connectionType', before: null, after: 'imap' },
      { field: 'name', before: null, after: 'Support' },
    ],
  });
  expect(renamed).toMatchObject({
    seq: 2,
    actor: { name: 'owner' },
    action: 'inbox.changed',
    inbox: { name: 'Help' },
    changes: [
      { field: 'name', before: 'Support', after: 'Help' },
      { field: 'displayName', before: null, after: 'Acme Help' },
    ],
  });
});

test('what changes nothing is not told', async () => {
  await admin.patch(path, { name: 'Support' });
  await admin.post(`${path}/restore`, {});
  expect(await events()).toHaveLength(1);
});

test('tells of tests, checks and connections by server and username, never by password', async () => {
  await admin.put(`${path}/connection`, WRONG_PASSWORD);
  await admin.put(`${path}/connection`, WORKING);
  await admin.post(`${path}/checks`, {});
  const id = path.split('/').at(-1);
  await admin.post('/api/orgs/acme/connection-tests', { inboxId: id, ...WORKING });
  const told = await events();
  const { port, username } = WORKING.imap;
  const imap = `127.0.0.1:${port} tls ${username}`;
  expect(told.map(({ action }) => action)).toEqual([
    ...['inbox.tested', 'inbox.checked', 'inbox.connected', 'inbox.tested', 'inbox.created'],
  ]);
  expect(told[0]?.changes).toContainEqual({ field: 'result', before: null, after: 'passed' });
  expect(told[2]?.changes).toContainEqual({ field: 'imap', before: null, after: imap });
  expect(told[3]?.changes).toContainEqual({
    field: 'result',
    before: null,
    after: 'wrong-password',
  });
  expect(JSON.stringify(await rows())).not.toContain(CANARY);
});

test('a streamed test is told of when it has ended', async () => {
  const id = path.split('/').at(-1);
  const headers = { accept: 'application/x-ndjson' };
  await admin.post('/api/orgs/acme/connection-tests', { inboxId: id, ...WORKING }, headers);
  await expect.poll(async () => (await events())[0]?.action).toBe('inbox.tested');
});

test('a test for no inbox in particular leaves no trace', async () => {
  await admin.post('/api/orgs/acme/connection-tests', {
    emailAddress: 'new@acme.test',
    ...WORKING,
  });
  expect(await events()).toHaveLength(1);
});

test('long texts are cut: an event tells of a change, it is no copy', async () => {
  const autoResponse = { enabled: true, subject: 'Hi', body: '😀'.repeat(2000) };
  await admin.patch(path, { autoResponse });
  const [changed] = await events();
  const body = changed?.changes.find(({ field }) => field === 'autoResponse.body')?.after;
  expect([String(body).length, String(body).at(-1)]).toEqual([301, '…']);
});

test('of a long text the part that changed is kept', async () => {
  const body = (end: string) => `${'Hello. '.repeat(200)}${end}`;
  const autoResponse = { enabled: true, subject: 'Hi' };
  await admin.patch(path, { autoResponse: { ...autoResponse, body: body('Yours, Ada') } });
  await admin.patch(path, { autoResponse: { ...autoResponse, body: body('Yours, Grace') } });
  const [changed] = await events();
  expect(changed?.changes).toMatchObject([
    {
      field: 'autoResponse.body',
      before: expect.stringMatching(/^….*Yours, Ada$/) as string,
      after: expect.stringMatching(/^….*Yours, Grace$/) as string,
    },
  ]);
});

test('an event that was altered in the database is still shown, without its changes', async () => {
  await db.update(auditEvents).set({ changes: 'x' });
  expect(await events()).toMatchObject([{ action: 'inbox.created', changes: [] }]);
});

describe('pages', () => {
  beforeEach(async () => {
    for (const name of ['a', 'b', 'c', 'd']) await admin.patch(path, { name });
  });

  const walk = async (first: string) => {
    const seqs: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: AuditPage & Timeline = (await admin.get(`${first}?limit=2${cursor}`))
        .body as never;
      seqs.push(...(next.events ?? next.entries).map(({ seq }) => seq));
      cursor = next.nextCursor && `&cursor=${encodeURIComponent(next.nextCursor)}`;
    }
    return seqs;
  };

  test('go through all events, newest first, each once', async () => {
    expect(await walk(AUDIT)).toEqual([5, 4, 3, 2, 1]);
  });

  test('of one inbox hold only its own', async () => {
    const body = { ...IMAP_INBOX, emailAddress: 'other@acme.test' };
    const other = `${INBOXES}/${((await admin.post(INBOXES, body)).body as Inbox).id}`;
    expect(await walk(`${path}/timeline`)).toEqual([5, 4, 3, 2, 1]);
    expect(await walk(`${other}/timeline`)).toEqual([6]);
  });

  test('are refused for a cursor that is not ours', async () => {
    expect(await admin.get(`${AUDIT}?cursor=nonsense`)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/cursor' }] },
    });
  });
});

describe('the chain', () => {
  test('has no gap, and each event the hash of the one before, also of many at once', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        admin.post(INBOXES, { ...IMAP_INBOX, emailAddress: `inbox${at}@acme.test` }),
      ),
    );
    let previousHash = GENESIS;
    for (const [at, row] of (await rows()).entries()) {
      expect([row.seq, row.previousHash]).toEqual([at + 1, previousHash]);
      expect(await hashOf(row)).toBe(row.hash);
      previousHash = row.hash;
    }
    expect(await rows()).toHaveLength(9);
  });

  test('belongs to one tenant', async () => {
    await makeTenant('globex');
    const globex = await signedIn('admin@globex.test');
    await globex.post('/api/orgs/globex/inboxes', IMAP_INBOX);
    expect((await globex.get('/api/orgs/globex/audit')).body).toMatchObject({
      events: [{ seq: 1, action: 'inbox.created' }],
    });
    expect(await events()).toHaveLength(1);
  });
});
