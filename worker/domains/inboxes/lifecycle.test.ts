import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox, InboxPage } from '../../../contract/inbox.ts';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { WORKING } from '../../testing/mail.ts';
import { type Browser, db, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';
import { inboxes } from './tables.ts';

let admin: Browser;
beforeEach(async () => {
  await makeTenant('acme', { inboxLimit: 2 });
  admin = await signedIn('admin@acme.test');
});

const create = async (emailAddress = 'support@acme.test'): Promise<string> => {
  const answer = await admin.post(INBOXES, { ...IMAP_INBOX, emailAddress });
  expect(answer.status).toBe(201);
  return `${INBOXES}/${(answer.body as Inbox).id}`;
};

const inboxAt = async (path: string) => (await admin.get(path)).body as Inbox;
const rowAt = async (path: string) => {
  const id = path.split('/').at(-1) ?? '';
  const row = await db.select().from(inboxes).where(eq(inboxes.id, id)).get();
  if (!row) throw new Error('no row');
  return row;
};
const list = async (query = '') => (await admin.get(`${INBOXES}${query}`)).body as InboxPage;

describe('archiving', () => {
  test('takes an inbox out of the list and the plan, and keeps its connection', async () => {
    const path = await create();
    await admin.put(`${path}/connection`, WORKING);
    const answer = await admin.post(`${path}/archive`, {});
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'connected', actions: ['disconnect', 'restore', 'delete'] },
    });
    expect((answer.body as Inbox).archivedAt).not.toBeNull();
    expect(await list()).toMatchObject({ inboxes: [], plan: { limit: 2, used: 0, archived: 1 } });
    expect((await list('?archived=true')).inboxes).toHaveLength(1);
    expect((await rowAt(path)).credentialsEncrypted).not.toBeNull();
  });

  test('makes it read-only until it is restored', async () => {
    const path = await create();
    await admin.put(`${path}/connection?verify=false`, WORKING);
    await admin.post(`${path}/archive`, {});
    const answers = await Promise.all([
      admin.patch(path, { name: 'Another' }),
      admin.put(`${path}/connection`, WORKING),
      admin.post(`${path}/checks`, {}),
      admin.post(`${path}/aliases`, { emailAddress: 'alias@acme.test' }),
      admin.post('/api/orgs/acme/connection-tests', {
        inboxId: path.split('/').at(-1),
        ...WORKING,
        imap: { ...WORKING.imap, password: '' },
      }),
    ]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'inbox-archived' } });
    }
  });

  test('keeps its address: nobody else can take it, and the refusal says who has it', async () => {
    const path = await create();
    await admin.post(`${path}/archive`, {});
    const answer = await admin.post(INBOXES, IMAP_INBOX);
    const detail = 'This is the address of the archived inbox “Support”.';
    expect(answer).toMatchObject({ status: 409, body: { errors: [{ detail }] } });
  });

  test('asked for again answers as before, and is told only once', async () => {
    const path = await create();
    const first = await admin.post(`${path}/archive`, {}, { 'if-match': '"1"' });
    expect(await admin.post(`${path}/archive`, {}, { 'if-match': '"1"' })).toMatchObject({
      status: 200,
      body: first.body as object,
    });
    expect((await admin.get(`${path}/timeline`)).body).toMatchObject({
      entries: [{ action: 'inbox.archived' }, { action: 'inbox.created' }],
    });
  });
});

describe('restoring', () => {
  test('puts everything back as it was', async () => {
    const path = await create();
    await admin.put(`${path}/connection`, WORKING);
    const before = await inboxAt(path);
    await admin.post(`${path}/archive`, {});
    const after = (await admin.post(`${path}/restore`, {})).body as Inbox;
    const { version: _, updatedAt: __, ...rest } = before;
    expect(after).toMatchObject(rest);
  });

  test('asks the plan’s limit again', async () => {
    const path = await create();
    await admin.post(`${path}/archive`, {});
    await create('a@acme.test');
    await create('b@acme.test');
    expect(await admin.post(`${path}/restore`, {})).toMatchObject({
      status: 409,
      body: { code: 'inbox-limit-reached' },
    });
    expect((await inboxAt(path)).archivedAt).not.toBeNull();
  });
});

describe('disconnecting', () => {
  test('destroys the credentials and keeps all else, the servers’ names for the form too', async () => {
    const path = await create();
    await admin.patch(path, { displayName: 'Acme' });
    await admin.put(`${path}/connection`, WORKING);
    const before = await inboxAt(path);
    const { body } = await admin.post(`${path}/disconnect`, {});
    const after = body as Inbox;
    expect(after).toMatchObject({
      ...{ name: before.name, displayName: 'Acme', status: 'disconnected', connectedAt: null },
      connection: {
        imap: { host: '127.0.0.1', username: WORKING.imap.username, hasPassword: false },
        smtp: { hasPassword: false, sameCredentials: true },
      },
    });
    expect(after.disconnectedAt).not.toBeNull();
    const row = await rowAt(path);
    expect([row.credentialsEncrypted, row.credentialsKeyId]).toEqual([null, null]);
    expect(JSON.stringify(row)).not.toContain(WORKING.imap.password);
  });

  test('ends what the stored password could be used for', async () => {
    const path = await create();
    await admin.put(`${path}/connection`, WORKING);
    await admin.post(`${path}/disconnect`, {});
    expect(await admin.post(`${path}/checks`, {})).toMatchObject({
      status: 409,
      body: { code: 'not-connected' },
    });
    const withoutPassword = { ...WORKING, imap: { ...WORKING.imap, password: '' } };
    expect(await admin.put(`${path}/connection`, withoutPassword)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/imap/password' }] },
    });
  });

  test('is undone by connecting again', async () => {
    const path = await create();
    await admin.put(`${path}/connection`, WORKING);
    await admin.post(`${path}/disconnect`, {});
    const { body } = await admin.put(`${path}/connection`, WORKING);
    expect(body).toMatchObject({ status: 'connected', disconnectedAt: null });
    expect((await rowAt(path)).formerServers).toBeNull();
  });
});

test('who was quicker is named to the one who saves over it', async () => {
  const path = await create();
  const owner = await signedIn('owner@acme.test');
  await owner.patch(path, { name: 'Theirs' }, { 'if-match': '"1"' });
  expect(await admin.patch(path, { name: 'Mine' }, { 'if-match': '"1"' })).toMatchObject({
    status: 412,
    body: { code: 'changed-meanwhile', changedBy: { name: 'owner' } },
  });
});

test('who only added an alias meanwhile is not named for the change', async () => {
  const path = await create();
  const owner = await signedIn('owner@acme.test');
  await owner.patch(path, { name: 'Theirs' });
  await admin.post(`${path}/aliases`, { emailAddress: 'alias@acme.test' });
  expect(await admin.patch(path, { name: 'Mine' }, { 'if-match': '"1"' })).toMatchObject({
    status: 412,
    body: { changedBy: { name: 'owner' } },
  });
});

test('a change that is already there is no conflict', async () => {
  const path = await create();
  const change = { name: 'Help', displayName: 'Acme Help' };
  const first = await admin.patch(path, change, { 'if-match': '"1"' });
  expect(await admin.patch(path, change, { 'if-match': '"1"' })).toMatchObject({
    status: 200,
    body: first.body as object,
  });
});

test('agents and viewers are told of no action', async () => {
  const path = await create();
  const viewer = await signedIn('viewer@acme.test');
  expect((await viewer.get(path)).body).toMatchObject({ actions: [] });
});
