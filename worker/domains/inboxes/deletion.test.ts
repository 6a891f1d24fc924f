import { and, eq, ne } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Alias } from '../../../contract/alias.ts';
import type { Inbox } from '../../../contract/inbox.ts';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { WORKING } from '../../testing/mail.ts';
import { type Browser, db, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';
import { tickets } from '../tickets/tables.ts';
import { inboxes } from './tables.ts';

let admin: Browser;
let id: string;
let path: string;
beforeEach(async () => {
  await makeTenant('acme');
  admin = await signedIn('admin@acme.test');
  id = await create('support@acme.test', 'Support');
  path = `${INBOXES}/${id}`;
});

const create = async (emailAddress: string, name: string, own = admin, org = 'acme') => {
  const body = { ...IMAP_INBOX, emailAddress, name };
  return ((await own.post(`/api/orgs/${org}/inboxes`, body)).body as Inbox).id;
};

const now = new Date();
const makeTicket = (status: 'open' | 'pending' | 'closed', inbox = id, tenant = 'acme') =>
  db.insert(tickets).values({
    ...{ id: crypto.randomUUID(), tenant, inbox, status },
    ...{ subject: 'Where is my order?', createdAt: now, updatedAt: now },
  });

const openIn = (inbox: string) =>
  db
    .select()
    .from(tickets)
    .where(and(eq(tickets.inbox, inbox), ne(tickets.status, 'closed')));

const transferTo = (inboxId: string) => ({ tickets: { action: 'transfer', inboxId } });

describe('the preview of a deletion', () => {
  test('counts open and pending tickets, and names aliases, auto-response and targets', async () => {
    const sales = await create('sales@acme.test', 'Sales');
    const old = await create('old@acme.test', 'Old');
    await admin.post(`${INBOXES}/${old}/archive`, {});
    await admin.post(`${path}/aliases`, { emailAddress: 'help@acme.test' });
    const autoResponse = { enabled: true, subject: 'Thanks', body: 'We answer soon.' };
    await admin.patch(path, { autoResponse });
    for (const status of ['open', 'pending', 'closed'] as const) await makeTicket(status);
    expect((await admin.get(`${path}/deletion-preview`)).body).toEqual({
      openTickets: 2,
      aliases: ['help@acme.test'],
      autoResponse,
      transferTargets: [{ id: sales, name: 'Sales', emailAddress: 'sales@acme.test' }],
    });
    const narrowed = await admin.get(`${path}/deletion-preview?q=nobody`);
    expect(narrowed.body).toMatchObject({ transferTargets: [] });
  });
});

describe('deleting', () => {
  test('without tickets: the inbox is gone, its credentials too, and its address is free', async () => {
    await admin.put(`${path}/connection?verify=false`, WORKING);
    await admin.post(`${path}/aliases`, { emailAddress: 'help@acme.test' });
    expect((await admin.delete(path)).status).toBe(204);
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.delete(path)).status).toBe(404);
    const row = await db.select().from(inboxes).where(eq(inboxes.id, id)).get();
    expect(row).toMatchObject({ credentialsEncrypted: null, formerServers: null });
    await create('help@acme.test', 'Help');
    expect(await create('support@acme.test', 'Support')).toMatch(/^inb_/);
  });

  test('with open tickets and nothing said about them is refused, and changes nothing', async () => {
    await makeTicket('pending');
    expect(await admin.delete(path, {})).toMatchObject({
      status: 409,
      body: { code: 'open-tickets' },
    });
    expect((await admin.get(path)).status).toBe(200);
  });

  test('closes the open tickets when told to', async () => {
    await makeTicket('open');
    await makeTicket('pending');
    expect((await admin.delete(path, { tickets: { action: 'close' } })).status).toBe(204);
    const all = await db.select().from(tickets);
    expect(all.map(({ inbox, status }) => [inbox, status])).toEqual([
      [id, 'closed'],
      [id, 'closed'],
    ]);
  });

  test('transfers the open tickets when told to; the closed ones stay as history', async () => {
    const sales = await create('sales@acme.test', 'Sales');
    for (const status of ['open', 'pending', 'closed'] as const) await makeTicket(status);
    expect((await admin.delete(path, transferTo(sales))).status).toBe(204);
    expect((await openIn(sales)).map(({ status }) => status).sort()).toEqual(['open', 'pending']);
    expect(await openIn(id)).toEqual([]);
    const { body } = await admin.get(`${INBOXES}/${sales}/timeline`);
    expect(body).toMatchObject({
      entries: [
        {
          action: 'inbox.tickets-received',
          changes: [
            { field: 'tickets', after: 2 },
            { field: 'from', after: 'Support' },
          ],
        },
        { action: 'inbox.created' },
      ],
    });
  });

  test('transfers only to an active inbox of the tenant, and not to itself', async () => {
    await makeTenant('globex');
    const globex = await signedIn('admin@globex.test');
    const foreign = await create('a@globex.test', 'Foreign', globex, 'globex');
    const old = await create('old@acme.test', 'Old');
    await admin.post(`${INBOXES}/${old}/archive`, {});
    const gone = await create('gone@acme.test', 'Gone');
    await admin.delete(`${INBOXES}/${gone}`);
    await makeTicket('open');
    for (const target of [foreign, old, gone, id]) {
      expect(await admin.delete(path, transferTo(target))).toMatchObject({
        status: 409,
        body: { code: 'transfer-target-unavailable' },
      });
    }
    expect(await openIn(id)).toHaveLength(1);
  });

  test('asks nothing where all tickets are closed', async () => {
    await makeTicket('closed');
    expect((await admin.delete(path, {})).status).toBe(204);
  });

  test('is open to an archived inbox', async () => {
    await admin.post(`${path}/archive`, {});
    expect((await admin.delete(path, {})).status).toBe(204);
  });

  test('takes no version but the newest', async () => {
    await admin.patch(path, { name: 'Renamed' });
    expect(await admin.delete(path, {}, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
  });
});

describe('whoever writes tickets', () => {
  test('can’t put an open one on a deleted inbox, nor reopen one there', async () => {
    await makeTicket('closed');
    await admin.delete(path, {});
    const words = /open tickets on a deleted inbox/;
    await expect(makeTicket('open')).rejects.toMatchObject({
      cause: { message: expect.stringMatching(words) },
    });
    const reopen = db.update(tickets).set({ status: 'open' });
    await expect(reopen).rejects.toMatchObject({
      cause: { message: expect.stringMatching(words) },
    });
  });

  test('can’t put one on another tenant’s inbox', async () => {
    await makeTenant('globex');
    await expect(makeTicket('open', id, 'globex')).rejects.toThrow();
  });
});

test('an alias that goes with its inbox is told of', async () => {
  const added = await admin.post(`${path}/aliases`, { emailAddress: 'help@acme.test' });
  expect((added.body as Alias).emailAddress).toBe('help@acme.test');
  await admin.delete(path, {});
  expect((await admin.get('/api/orgs/acme/audit')).body).toMatchObject({
    events: [
      {
        action: 'inbox.deleted',
        changes: [{ field: 'aliases', before: 'help@acme.test', after: null }],
      },
      { action: 'inbox.alias-added' },
      { action: 'inbox.created' },
    ],
  });
});
