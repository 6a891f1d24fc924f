import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../contract/inbox.ts';
import {
  type AcmeInbox,
  INBOXES,
  makeAcmeInbox,
  withoutPassword,
} from '../../testing/acme-inbox.ts';
import { STARTTLS, WORKING, WRONG_PASSWORD } from '../../testing/mail.ts';
import { type Browser, IMAP_INBOX } from '../../testing/world.ts';

let admin: Browser;
let path: string;
let id: string;
let row: AcmeInbox['row'];
beforeEach(async () => {
  ({ admin, path, id, row } = await makeAcmeInbox());
});

describe('a connection test', () => {
  test('answers what each protocol found, and stores nothing', async () => {
    const before = await row();
    const answer = await admin.post('/api/orgs/acme/connection-tests', WORKING);
    expect(answer).toMatchObject({
      status: 200,
      body: { ok: true, imap: { ok: true }, smtp: { ok: true } },
    });
    expect(await row()).toEqual(before);
  });

  test('names a wrong password, the stage and the field', async () => {
    const answer = await admin.post('/api/orgs/acme/connection-tests', WRONG_PASSWORD);
    const failure = { stage: 'authenticate', code: 'wrong-password', field: 'password' };
    expect(answer).toMatchObject({
      status: 200,
      body: { ok: false, imap: { failure }, smtp: { failure } },
    });
  });

  test('streams its stages as NDJSON and ends on the result', async () => {
    const answer = await admin.post('/api/orgs/acme/connection-tests', STARTTLS, {
      accept: 'application/x-ndjson',
    });
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    const events = answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const stages = events.filter(({ protocol }) => protocol === 'imap').map(({ stage }) => stage);
    expect(stages).toEqual(['resolve', 'connect', 'greeting', 'tls', 'authenticate', 'mailbox']);
    expect(events.at(-1)).toMatchObject({ type: 'result', result: { ok: true } });
  });

  test('of one protocol leaves the other out', async () => {
    const { imap } = WORKING;
    expect((await admin.post('/api/orgs/acme/connection-tests', { imap })).body).toMatchObject({
      ok: true,
      smtp: null,
    });
  });

  test('asks for a password where none is stored, at the field', async () => {
    const body = {
      inboxId: id,
      imap: withoutPassword(WORKING.imap),
      smtp: withoutPassword(STARTTLS.smtp),
    };
    const answer = await admin.post('/api/orgs/acme/connection-tests', body);
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/imap/password' }, { pointer: '#/smtp/password' }] },
    });
  });

  test('needs at least one server', async () => {
    expect((await admin.post('/api/orgs/acme/connection-tests', {})).status).toBe(422);
  });
});

describe('connecting', () => {
  test('stores what has passed: the inbox is connected since now', async () => {
    const answer = await admin.put(`${path}/connection`, WORKING);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        status: 'connected',
        lastError: null,
        connection: {
          imap: { host: '127.0.0.1', security: 'tls', hasPassword: true },
          smtp: { sameCredentials: true, hasPassword: true, username: IMAP_INBOX.emailAddress },
        },
      },
    });
    const { connectedAt } = answer.body as Inbox;
    expect(Date.now() - Date.parse(connectedAt ?? '')).toBeLessThan(60_000);
    expect((await row()).credentialsEncrypted).toMatch(/^v1\.[0-9a-f]{8}\./);
  });

  test('with a wrong password stores nothing and answers with the result', async () => {
    const before = await row();
    expect(await admin.put(`${path}/connection`, WRONG_PASSWORD)).toMatchObject({
      status: 422,
      body: { code: 'connection-test-failed', result: { ok: false } },
    });
    expect(await row()).toEqual(before);
  });

  test('anew with a wrong password leaves the working credentials untouched', async () => {
    await admin.put(`${path}/connection`, WORKING);
    const before = await row();
    expect((await admin.put(`${path}/connection`, WRONG_PASSWORD)).status).toBe(422);
    expect(await row()).toEqual(before);
    expect((await admin.post(`${path}/checks`, {})).body).toMatchObject({ ok: true });
  });

  test('with an empty password keeps the stored one, and the test really uses it', async () => {
    await admin.put(`${path}/connection`, STARTTLS);
    const kept = {
      imap: withoutPassword(WORKING.imap),
      smtp: withoutPassword({ ...STARTTLS.smtp, host: '127.0.0.1' }),
    };
    const asked = await admin.post('/api/orgs/acme/connection-tests', { inboxId: id, ...kept });
    expect(asked.body).toMatchObject({ ok: true });
    expect((await admin.put(`${path}/connection`, kept)).status).toBe(200);
    expect((await admin.post(`${path}/checks`, {})).body).toMatchObject({ ok: true });
  });

  test('unverified stores, and stays disconnected until a check passes', async () => {
    const stored = await admin.put(`${path}/connection?verify=false`, WORKING);
    expect(stored).toMatchObject({
      status: 200,
      body: { status: 'disconnected', connectedAt: null },
    });
    expect((await admin.post(`${path}/checks`, {})).body).toMatchObject({ ok: true });
    expect((await admin.get(path)).body).toMatchObject({ status: 'connected' });
  });

  test('keeps “connected since” when a working connection is changed', async () => {
    const first = (await admin.put(`${path}/connection`, WORKING)).body as Inbox;
    const second = (await admin.put(`${path}/connection`, STARTTLS)).body as Inbox;
    expect(second.connectedAt).toBe(first.connectedAt);
  });

  test('on a version that has moved on is refused and stores nothing', async () => {
    await admin.patch(path, { name: 'Renamed' });
    const answer = await admin.put(`${path}/connection`, WORKING, { 'if-match': '"1"' });
    expect(answer).toMatchObject({ status: 412, body: { code: 'changed-meanwhile' } });
    expect((await row()).credentialsEncrypted).toBeNull();
  });

  test('an inbox of another kind is refused', async () => {
    const gmail = { ...IMAP_INBOX, emailAddress: 'g@acme.test', connectionType: 'gmail' };
    const made = (await admin.post(INBOXES, gmail)).body as Inbox;
    expect(await admin.put(`${INBOXES}/${made.id}/connection`, WORKING)).toMatchObject({
      status: 409,
      body: { code: 'wrong-connection-type' },
    });
  });

  test.each([
    ['#/imap/host', { imap: { ...WORKING.imap, host: '0177.0.0.1' } }],
    ['#/imap/host', { imap: { ...WORKING.imap, host: 'mail' } }],
    ['#/imap/port', { imap: { ...WORKING.imap, port: 70_000 } }],
    ['#/imap/security', { imap: { ...WORKING.imap, security: 'ssl' } }],
    ['#/imap/username', { imap: { ...WORKING.imap, username: 'a\r\nb' } }],
    ['#/smtp/username', { smtp: { ...STARTTLS.smtp, username: '' } }],
  ])('refuses a bad %s', async (pointer, change) => {
    const answer = await admin.put(`${path}/connection`, { ...WORKING, ...change });
    expect(answer.status).toBe(422);
    expect((answer.body as { errors: { pointer: string }[] }).errors.map((e) => e.pointer)).toEqual(
      [pointer],
    );
  });
});

describe('a check on the stored credentials', () => {
  test('that is refused turns the inbox to error, and a later good one back', async () => {
    await admin.put(`${path}/connection?verify=false`, WRONG_PASSWORD);
    await admin.post(`${path}/checks`, {});
    expect((await admin.get(path)).body).toMatchObject({
      status: 'error',
      connectedAt: null,
      lastError: { code: 'wrong-password' },
    });
    await admin.put(`${path}/connection`, WORKING);
    expect((await admin.get(path)).body).toMatchObject({ status: 'connected', lastError: null });
  });

  test('needs stored credentials', async () => {
    expect(await admin.post(`${path}/checks`, {})).toMatchObject({
      status: 409,
      body: { code: 'not-connected' },
    });
  });
});
