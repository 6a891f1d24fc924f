import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import type { Inbox } from '../../../contract/inbox.ts';
import { type AcmeInbox, makeAcmeInbox } from '../../testing/acme-inbox.ts';
import { WORKING } from '../../testing/mail.ts';

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
const trusted = { fingerprint, expiresAt: '2030-01-31T00:00:00.000Z' };
const TRUSTING = { ...WORKING, imap: { ...WORKING.imap, trustedCertificate: trusted } };

let inbox: AcmeInbox;
beforeEach(async () => {
  inbox = await makeAcmeInbox();
});

const connect = (body: unknown) => inbox.admin.put(`${inbox.path}/connection`, body);
const timeline = async () => JSON.stringify((await inbox.admin.get(`${inbox.path}/timeline`)).body);

test('an exception is stored for one server of one inbox, and shown with its expiry', async () => {
  const { body } = await connect(TRUSTING);
  expect((body as Inbox).connection).toMatchObject({
    imap: { trustedCertificate: trusted },
    smtp: { trustedCertificate: null },
  });
});

test('the audit log tells that it was trusted, and by which fingerprint', async () => {
  await connect(TRUSTING);
  expect(await timeline()).toContain(`trusting ${fingerprint}`);
});

test('it is gone when the connection is saved without it', async () => {
  await connect(TRUSTING);
  const { body } = await connect(WORKING);
  expect((body as Inbox).connection).toMatchObject({ imap: { trustedCertificate: null } });
});

test('saving another exception is a change, not a repetition', async () => {
  const first = (await connect(WORKING)).body as Inbox;
  const second = (await connect(TRUSTING)).body as Inbox;
  expect(second.version).toBeGreaterThan(first.version);
});

test.each(['ab:cd', fingerprint.toLowerCase(), `${fingerprint}:AB`, '*'])(
  '%j is no fingerprint',
  async (text) => {
    const imap = { ...WORKING.imap, trustedCertificate: { ...trusted, fingerprint: text } };
    expect((await connect({ ...WORKING, imap })).status).toBe(422);
  },
);

test('a disconnect keeps it with the servers, for the form', async () => {
  await connect(TRUSTING);
  const { body } = await inbox.admin.post(`${inbox.path}/disconnect`, {});
  expect((body as Inbox).connection).toMatchObject({ imap: { trustedCertificate: trusted } });
});

test('the mail pipeline is told which certificate to accept, and at which server', async () => {
  await connect(TRUSTING);
  const answer = await env.INBOXES.credentials(inbox.id);
  expect(answer).toMatchObject({ ok: true, imap: { trustedCertificate: trusted } });
  expect(answer).not.toMatchObject({ smtp: { trustedCertificate: trusted } });
});
