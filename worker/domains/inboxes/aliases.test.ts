import { beforeEach, describe, expect, test } from 'vitest';
import { type Alias, type AliasList, MAX_ALIASES } from '../../../contract/alias.ts';
import type { Inbox } from '../../../contract/inbox.ts';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { type Browser, db, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';
import { inboxAliases } from './tables.ts';

let admin: Browser;
let id: string;
let aliases: string;
beforeEach(async () => {
  await makeTenant('acme');
  admin = await signedIn('admin@acme.test');
  id = ((await admin.post(INBOXES, IMAP_INBOX)).body as Inbox).id;
  aliases = `${INBOXES}/${id}/aliases`;
});

const add = (emailAddress: string) => admin.post(aliases, { emailAddress });

test('an alias is added, shown with the inbox, and removed', async () => {
  const { status, body } = await add('Hilfe@bücher.example');
  expect([status, (body as Alias).emailAddress]).toEqual([201, 'Hilfe@bücher.example']);
  expect((await admin.get(aliases)).body).toEqual({ aliases: [body] });
  expect((await admin.get(`${INBOXES}/${id}`)).body).toMatchObject({
    aliases: ['Hilfe@bücher.example'],
  });
  expect((await admin.delete(`${aliases}/${(body as Alias).id}`)).status).toBe(204);
  expect(((await admin.get(aliases)).body as AliasList).aliases).toEqual([]);
});

describe('an address belongs to one inbox of a tenant', () => {
  test.each([
    ['support@acme.test', 'This is the address of the inbox “Support”.'],
    ['SUPPORT@Acme.Test', 'This is the address of the inbox “Support”.'],
    ['hilfe@xn--bcher-kva.example', 'This is an alias of the inbox “Support”.'],
    ['HILFE@BÜCHER.EXAMPLE', 'This is an alias of the inbox “Support”.'],
  ])('so %s is refused as an alias, and who has it is said', async (emailAddress, detail) => {
    await add('hilfe@bücher.example');
    expect(await add(emailAddress)).toMatchObject({
      status: 409,
      body: { code: 'address-taken', errors: [{ pointer: '#/emailAddress', detail }] },
    });
  });

  test('so an alias is refused as the address of a new inbox', async () => {
    await add('help@acme.test');
    const answer = await admin.post(INBOXES, { ...IMAP_INBOX, emailAddress: 'Help@acme.test' });
    expect(answer).toMatchObject({
      status: 409,
      body: { errors: [{ detail: 'This is an alias of the inbox “Support”.' }] },
    });
  });

  test('also when it is asked for twice at the same moment', async () => {
    const [inbox, alias] = await Promise.all([
      admin.post(INBOXES, { ...IMAP_INBOX, emailAddress: 'help@acme.test' }),
      add('HELP@acme.test'),
    ]);
    expect([inbox.status, alias.status].sort()).toEqual([201, 409]);
  });

  test('but another tenant may use it too', async () => {
    await add('help@acme.test');
    await makeTenant('globex');
    const globex = await signedIn('admin@globex.test');
    const body = { ...IMAP_INBOX, emailAddress: 'help@acme.test' };
    expect((await globex.post('/api/orgs/globex/inboxes', body)).status).toBe(201);
  });
});

test.each([
  'not an address',
  'a@localhost',
  'two@at@acme.test',
  'x\u202e@acme.test',
  'a\r\n@acme.test',
  '',
])('%j is no alias, and the field is named', async (emailAddress) => {
  expect(await add(emailAddress)).toMatchObject({
    status: 422,
    body: { code: 'invalid-input', errors: [{ pointer: '#/emailAddress' }] },
  });
});

test('an inbox has a bounded number of aliases', async () => {
  const [first, ...others] = Array.from({ length: MAX_ALIASES - 1 }, (_, at) =>
    db.insert(inboxAliases).values({
      ...{ id: `als_${at}`, tenant: 'acme', inbox: id, createdAt: new Date() },
      ...{ emailAddress: `a${at}@acme.test`, emailAddressKey: `a${at}@acme.test` },
    }),
  );
  if (first) await db.batch([first, ...others]);
  expect((await add('last@acme.test')).status).toBe(201);
  expect(await add('more@acme.test')).toMatchObject({
    status: 409,
    body: { code: 'alias-limit-reached' },
  });
});
