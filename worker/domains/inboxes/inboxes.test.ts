import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox, InboxPage } from '../../../contract/inbox.ts';
import type { Problem } from '../../../contract/problem.ts';
import { type Browser, db, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';
import { inboxes } from './tables.ts';

const INBOXES = '/api/orgs/acme/inboxes';

let admin: Browser;
beforeEach(async () => {
  await makeTenant('acme', { inboxLimit: 3 });
  admin = await signedIn('admin@acme.test');
});

const create = async (change: object = {}): Promise<Inbox> => {
  const answer = await admin.post(INBOXES, { ...IMAP_INBOX, ...change });
  expect(answer.status).toBe(201);
  return answer.body as Inbox;
};

const problem = (answer: { body: unknown }) => answer.body as Problem;

test.each([
  ['emailAddress', 'other@acme.test'],
  ['status', 'connected'],
  ['__proto__x', 1],
])('a change of %s is refused by name, not passed over', async (field, value) => {
  const { id } = await create();
  expect(await admin.patch(`${INBOXES}/${id}`, { name: 'Other', [field]: value })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: `#/${field}` }] },
  });
});

describe('creating an inbox', () => {
  test('gives the inbox, disconnected, with its address and its version', async () => {
    const answer = await admin.post(INBOXES, { ...IMAP_INBOX, displayName: 'Acme Support' });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        ...IMAP_INBOX,
        displayName: 'Acme Support',
        status: 'disconnected',
        connectedAt: null,
        lastError: null,
        connection: null,
        version: 1,
      },
    });
    const { id } = answer.body as Inbox;
    expect(answer.headers.get('location')).toBe(`${INBOXES}/${id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect((await admin.get(`${INBOXES}/${id}`)).body).toEqual(answer.body);
  });

  test('never exceeds the plan’s limit: 20 at once with a limit of 3 store 3', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        admin.post(INBOXES, { ...IMAP_INBOX, emailAddress: `inbox${at}@acme.test` }),
      ),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(new Set(refused.map((answer) => problem(answer).code))).toEqual(
      new Set(['inbox-limit-reached']),
    );
    expect(problem(refused[0] ?? { body: {} }).title).toBe('Upgrade to add more inboxes');
    expect(await db.select().from(inboxes)).toHaveLength(3);
  });

  test.each(['support@acme.test', 'SUPPORT@ACME.TEST', ' support@acme.test '])(
    'refuses %j where support@acme.test is taken, and names the field',
    async (emailAddress) => {
      await create();
      const answer = await admin.post(INBOXES, { ...IMAP_INBOX, emailAddress });
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'address-taken', errors: [{ pointer: '#/emailAddress' }] },
      });
    },
  );

  test('lets two tenants have the same address', async () => {
    await makeTenant('globex');
    await create();
    const other = await signedIn('admin@globex.test');
    expect((await other.post('/api/orgs/globex/inboxes', IMAP_INBOX)).status).toBe(201);
  });

  test.each([
    ['name', { name: '' }],
    ['name', { name: 'two\nlines' }],
    ['name', { name: 'x'.repeat(101) }],
    ['emailAddress', { emailAddress: 'support' }],
    ['emailAddress', { emailAddress: 'a@b@c.test\r\nBcc: x@y.test' }],
    ['connectionType', { connectionType: 'pop3' }],
  ])('refuses a bad %s and says which field: %j', async (field, change) => {
    const answer = await admin.post(INBOXES, { ...IMAP_INBOX, ...change });
    expect(answer.status).toBe(422);
    expect(problem(answer).errors?.map(({ pointer }) => pointer)).toEqual([`#/${field}`]);
  });

  test('keeps a name byte for byte, whatever a person may type', async () => {
    const name = ' <b>Füße & Ünïcøde</b> \u{1f4ec} "quotes" ';
    expect((await create({ name })).name).toBe(name);
  });

  test('refuses what is not JSON', async () => {
    const answer = await admin.send('POST', INBOXES, {
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(400);
    expect(problem(answer).code).toBe('malformed-body');
  });

  test('refuses a body that is too large', async () => {
    const answer = await admin.post(INBOXES, { ...IMAP_INBOX, name: 'x'.repeat(70_000) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
  });
});

describe('the list of inboxes', () => {
  const page = async (query = ''): Promise<InboxPage> =>
    (await admin.get(`${INBOXES}${query}`)).body as InboxPage;

  test('is empty at first and says what the plan allows', async () => {
    expect(await page()).toEqual({
      inboxes: [],
      nextCursor: null,
      plan: { limit: 3, used: 0, archived: 0 },
    });
  });

  test.each([
    ['ÜBER', 'Über uns'],
    ['u\u0308ber', 'Über uns'],
    ['ПОДДЕРЖКА', 'Поддержка'],
    ['100%_', '100%_ sure'],
    ['bücher.test', 'At the library', 'hello@bücher.test'],
    ['xn--bcher', 'At the library', 'hello@bücher.test'],
  ])(
    'is searched without regard to case, in any script: %s',
    async (q, name, emailAddress = IMAP_INBOX.emailAddress) => {
      await create({ name, emailAddress });
      const found = (await admin.get(`${INBOXES}?q=${encodeURIComponent(q)}`)).body as InboxPage;
      expect(found.inboxes.map((inbox) => inbox.name)).toEqual([name]);
    },
  );

  test('comes in pages that miss nothing and repeat nothing', async () => {
    const made = [];
    for (const at of [1, 2, 3]) made.push(await create({ emailAddress: `i${at}@acme.test` }));
    const first = await page('?limit=2');
    const second = await page(`?limit=2&cursor=${first.nextCursor}`);
    const seen = [...first.inboxes, ...second.inboxes].map(({ id }) => id);
    expect(seen.sort()).toEqual(made.map(({ id }) => id).sort());
    expect([first.inboxes.length, second.nextCursor, first.plan.used]).toEqual([2, null, 3]);
  });

  test('is searched by name and address; % and _ are plain characters', async () => {
    await create({ name: 'Sales 100%', emailAddress: 'sales@acme.test' });
    await create({ name: 'Billing', emailAddress: 'bills_eu@acme.test' });
    const names = async (q: string) =>
      (await page(`?q=${encodeURIComponent(q)}`)).inboxes.map(({ name }) => name);
    expect(await names('sales')).toEqual(['Sales 100%']);
    expect(await names('s_eu@')).toEqual(['Billing']);
    expect(await names('0%')).toEqual(['Sales 100%']);
    expect(await names('%')).toEqual(['Sales 100%']);
    expect(await names('i_l')).toEqual([]);
    expect(await names('x'.repeat(200))).toEqual([]);
    expect(await names('SALES 100')).toEqual(['Sales 100%']);
  });

  test('is filtered by status', async () => {
    await create();
    expect((await page('?status=disconnected')).inboxes).toHaveLength(1);
    expect((await page('?status=connected')).inboxes).toHaveLength(0);
  });

  test.each([
    '?limit=0',
    '?limit=101',
    '?status=odd',
    '?cursor=bm9wZQ',
    '?cursor=%00',
    '?cursor=A',
    '?cursor=AAAAA',
  ])('refuses %s', async (query) => {
    expect(await admin.get(`${INBOXES}${query}`)).toMatchObject({
      status: 422,
      body: { code: 'invalid-input' },
    });
  });
});

describe('changing an inbox', () => {
  test('sets the names and counts the version', async () => {
    const { id } = await create();
    const answer = await admin.patch(
      `${INBOXES}/${id}`,
      { name: 'Help', displayName: 'Acme Help' },
      { 'if-match': '"1"' },
    );
    expect(answer).toMatchObject({
      status: 200,
      body: { name: 'Help', displayName: 'Acme Help', version: 2 },
    });
    expect(answer.headers.get('etag')).toBe('"2"');
  });

  test('takes the display name away when it is emptied', async () => {
    const { id } = await create({ displayName: 'Acme' });
    const answer = await admin.patch(`${INBOXES}/${id}`, { displayName: '' });
    expect(answer.body).toMatchObject({ name: 'Support', displayName: null });
  });

  test.each(['"0"', '"2"', 'W/"1"', 'nonsense'])(
    'is refused with the stale If-Match %s, and changes nothing',
    async (stale) => {
      const { id } = await create();
      const answer = await admin.patch(`${INBOXES}/${id}`, { name: 'X' }, { 'if-match': stale });
      expect(answer).toMatchObject({ status: 412, body: { code: 'changed-meanwhile' } });
      expect((await admin.get(`${INBOXES}/${id}`)).body).toMatchObject({ name: 'Support' });
    },
  );

  test('by two at once on the same version keeps one of them', async () => {
    const { id } = await create();
    const answers = await Promise.all(
      ['A', 'B', 'C'].map((name) =>
        admin.patch(`${INBOXES}/${id}`, { name }, { 'if-match': '"1"' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });
});
