import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import type { Inbox, InboxPage } from '../../../contract/inbox.ts';
import { createApp } from '../../app.ts';
import { createDeps } from '../../deps.ts';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { type Browser, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';

const KEY = { 'idempotency-key': '7c1c3c5a-0000-4000-8000-000000000000' };

let admin: Browser;
beforeEach(async () => {
  await makeTenant('acme');
  admin = await signedIn('admin@acme.test');
});

const count = async () => ((await admin.get(INBOXES)).body as InboxPage).inboxes.length;

test('the same request with the same key makes one inbox, and is answered the same', async () => {
  const first = await admin.post(INBOXES, IMAP_INBOX, KEY);
  const second = await admin.post(INBOXES, IMAP_INBOX, KEY);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect(await count()).toBe(1);
});

test('also when it comes many times at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => admin.post(INBOXES, IMAP_INBOX, KEY)),
  );
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(await count()).toBe(1);
});

test('another request with the same key is refused, and makes nothing', async () => {
  await admin.post(INBOXES, IMAP_INBOX, KEY);
  const other = { ...IMAP_INBOX, emailAddress: 'other@acme.test' };
  expect(await admin.post(INBOXES, other, KEY)).toMatchObject({
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });
  expect(await count()).toBe(1);
});

test('a refused request leaves its key free for the next try', async () => {
  await admin.post(INBOXES, { ...IMAP_INBOX, name: '' }, KEY);
  expect((await admin.post(INBOXES, IMAP_INBOX, KEY)).status).toBe(201);
});

test('a key is one person’s own', async () => {
  await admin.post(INBOXES, IMAP_INBOX, KEY);
  const owner = await signedIn('owner@acme.test');
  expect(await owner.post(INBOXES, IMAP_INBOX, KEY)).toMatchObject({
    status: 409,
    body: { code: 'address-taken' },
  });
});

test('a key is forgotten after a day', async () => {
  await admin.post(INBOXES, IMAP_INBOX, KEY);
  const tomorrow = () => new Date(Date.now() + 25 * 60 * 60 * 1000);
  const app = createApp(createDeps(env, tomorrow));
  const later = await signedIn('admin@acme.test', async (request) => app.fetch(request));
  const other = { ...IMAP_INBOX, emailAddress: 'other@acme.test' };
  expect((await later.post(INBOXES, other, KEY)).status).toBe(201);
});

test.each(['', ' ', 'two words', 'x'.repeat(256)])('%j is no key', async (key) => {
  const answer = await admin.post(INBOXES, IMAP_INBOX, { 'idempotency-key': key });
  expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency-key-invalid' } });
});

test('an alias is added once', async () => {
  const { id } = (await admin.post(INBOXES, IMAP_INBOX)).body as Inbox;
  const body = { emailAddress: 'help@acme.test' };
  const first = await admin.post(`${INBOXES}/${id}/aliases`, body, KEY);
  expect(first.status).toBe(201);
  expect((await admin.post(`${INBOXES}/${id}/aliases`, body, KEY)).body).toEqual(first.body);
});

test('a key whose inbox has been deleted since makes no other', async () => {
  const { id } = (await admin.post(INBOXES, IMAP_INBOX, KEY)).body as Inbox;
  await admin.delete(`${INBOXES}/${id}`);
  expect((await admin.post(INBOXES, IMAP_INBOX, KEY)).status).toBe(404);
  expect(await count()).toBe(0);
});
