import { beforeEach, expect, test } from 'vitest';
import type { Inbox, InboxPage } from '../../../contract/inbox.ts';
import { type Browser, IMAP_INBOX, makeMember, makeTenant, signedIn } from '../../testing/world.ts';

const KEY = { 'idempotency-key': 'one-and-the-same' };

let both: Browser;
beforeEach(async () => {
  await makeTenant('acme');
  await makeTenant('globex');
  await makeMember('globex', 'owner@acme.test', 'owner');
  both = await signedIn('owner@acme.test');
});

test('the same request with the same key in two tenants makes an inbox in each', async () => {
  const orgs = ['acme', 'globex'];
  const answers = await Promise.all(
    orgs.map((org) => both.post(`/api/orgs/${org}/inboxes`, IMAP_INBOX, KEY)),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  const made = answers.map(({ body }) => (body as Inbox).id);
  expect(new Set(made).size).toBe(2);
  for (const [at, org] of orgs.entries()) {
    const { inboxes } = (await both.get(`/api/orgs/${org}/inboxes`)).body as InboxPage;
    expect(inboxes.map(({ id }) => id)).toEqual([made[at]]);
  }
});

test('a key that was used for one inbox’s alias is another request for another inbox', async () => {
  const make = async (emailAddress: string) =>
    (await both.post('/api/orgs/acme/inboxes', { ...IMAP_INBOX, emailAddress })).body as Inbox;
  const first = await make('first@acme.test');
  const second = await make('second@acme.test');
  const alias = { emailAddress: 'alias@acme.test' };
  const to = ({ id }: Inbox) => both.post(`/api/orgs/acme/inboxes/${id}/aliases`, alias, KEY);
  expect((await to(first)).status).toBe(201);
  expect(await to(second)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
});
