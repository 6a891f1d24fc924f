import { beforeEach, describe, expect, test } from 'vitest';
import { MAX_BODY, MAX_SUBJECT } from '../../../contract/auto-response.ts';
import type { Inbox } from '../../../contract/inbox.ts';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { WORKING } from '../../testing/mail.ts';
import { type Browser, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';

let admin: Browser;
beforeEach(async () => {
  await makeTenant('acme');
  admin = await signedIn('admin@acme.test');
});

const create = async (emailAddress: string, name = emailAddress): Promise<string> => {
  const { body } = await admin.post(INBOXES, { ...IMAP_INBOX, emailAddress, name });
  return `${INBOXES}/${(body as Inbox).id}`;
};

const ON = { enabled: true, subject: 'Thank you', body: 'We answer soon.' };
const enable = (path: string) => admin.patch(path, { autoResponse: ON });

describe('an auto-response', () => {
  test.each([
    'Grüße, {{customer.name}}!\r\n\tTicket {{ ticket.number }} 🎫\n\n— {{inbox.name}}',
    '<script>alert(1)</script> & "quotes" \u202Eright to left\u202C',
    'a\u0301 is not á, and \ufeff stays',
  ])('keeps its text byte for byte: %j', async (body) => {
    const path = await create('support@acme.test');
    await admin.patch(path, { autoResponse: { ...ON, body } });
    expect((await admin.get(path)).body).toMatchObject({ autoResponse: { ...ON, body } });
  });

  test.each([
    ['subject', 'Hello {{customer.nmae}}', '{{customer.nmae}}'],
    ['body', 'See {{ticket.url}} and {{constructor}}', '{{ticket.url}}, {{constructor}}'],
    ['body', 'A {{ b', 'two braces'],
    ['subject', 'A line\nbreak', 'Line breaks'],
    ['body', 'A \u0007 bell', 'Control characters'],
    ['subject', 'half \ud83d', 'half a character'],
    ['subject', 's'.repeat(MAX_SUBJECT + 1), 'at most'],
    ['body', 'b'.repeat(MAX_BODY + 1), 'at most'],
    ['subject', ' ', 'Enter a subject'],
    ['body', '\n', 'Enter a text'],
  ])('is refused for its %s %j, by name', async (field, text, words) => {
    const path = await create('support@acme.test');
    const answer = await admin.patch(path, { autoResponse: { ...ON, [field]: text } });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        errors: [
          { pointer: `#/autoResponse/${field}`, detail: expect.stringContaining(words) as string },
        ],
      },
    });
  });

  test('may be blank while it is off', async () => {
    const path = await create('support@acme.test');
    const off = { enabled: false, subject: '', body: '' };
    expect((await admin.patch(path, { autoResponse: off })).status).toBe(200);
  });
});

describe('two inboxes that share a mailbox would answer one another, so the second', () => {
  const refused = { status: 409, body: { code: 'auto-response-loop' } };

  test('is not enabled where an alias is a subaddress of the other', async () => {
    const support = await create('support@acme.test', 'Support');
    const sales = await create('sales@acme.test', 'Sales');
    await admin.post(`${sales}/aliases`, { emailAddress: 'Support+sales@ACME.test' });
    await enable(support);
    expect(await enable(sales)).toMatchObject({
      ...refused,
      body: {
        detail:
          '“Sales” and “Support” share a mailbox: mail for Support+sales@ACME.test reaches both. Each would answer what the other sends. Switch off the auto-response of “Support” first.',
        errors: [{ pointer: '#/autoResponse/enabled' }],
      },
    });
    expect((await admin.get(sales)).body).toMatchObject({ autoResponse: { enabled: false } });
  });

  test('is not enabled where both log in to the same mailbox', async () => {
    const support = await create('support@acme.test');
    const sales = await create('sales@acme.test');
    await admin.put(`${support}/connection?verify=false`, WORKING);
    await admin.put(`${sales}/connection?verify=false`, WORKING);
    await enable(sales);
    expect(await enable(support)).toMatchObject(refused);
  });

  test('takes no alias, no connection and no restore that would make it so', async () => {
    const support = await create('support@acme.test');
    const sales = await create('sales@acme.test');
    await enable(support);
    await enable(sales);
    const alias = await admin.post(`${sales}/aliases`, { emailAddress: 'support+x@acme.test' });
    expect(alias).toMatchObject(refused);
    const connection = await admin.put(`${sales}/connection?verify=false`, WORKING);
    expect(connection).toMatchObject(refused);
    await admin.post(`${support}/archive`, {});
    await admin.post(`${sales}/aliases`, { emailAddress: 'support+x@acme.test' });
    expect(await admin.post(`${support}/restore`, {})).toMatchObject(refused);
  });

  test('is not enabled at the same moment either', async () => {
    const support = await create('support@acme.test');
    const tagged = await create('support+tag@acme.test');
    const answers = await Promise.all([enable(support), enable(tagged)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

test('the same bare username on two servers is two mailboxes', async () => {
  for (const [address, host] of [
    ['support@acme.test', 'imap.acme.test'],
    ['sales@acme.test', 'imap.acme.example'],
  ]) {
    const path = await create(address ?? '');
    const imap = { ...WORKING.imap, host, username: 'support' };
    const stored = await admin.put(`${path}/connection?verify=false`, { ...WORKING, imap });
    expect([stored.status, (await enable(path)).status]).toEqual([200, 200]);
  }
});

test('inboxes with mailboxes of their own may all answer', async () => {
  for (const address of ['support@acme.test', 'sales@acme.test', 'support@acme.example']) {
    expect((await enable(await create(address))).status).toBe(200);
  }
});
