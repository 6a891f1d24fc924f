import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { type AcmeInbox, makeAcmeInbox, withoutPassword } from '../../testing/acme-inbox.ts';
import { background } from '../../testing/background.ts';
import { STARTTLS, WORKING, WRONG_PASSWORD } from '../../testing/mail.ts';
import { type Browser, db, makeTenant, signedIn } from '../../testing/world.ts';
import { connectorUses, loginAttempts } from './tables.ts';

const TESTS = '/api/orgs/acme/connection-tests';
const PAUSED = { status: 429, body: { code: 'login-paused' } };

let inbox: AcmeInbox;
let admin: Browser;
beforeEach(async () => {
  inbox = await makeAcmeInbox();
  ({ admin } = inbox);
});

const testing = (body: unknown, headers?: Record<string, string>) =>
  admin.post(TESTS, body, headers);
const minutePasses = () =>
  db.update(loginAttempts).set({ lastAt: sql`${loginAttempts.lastAt} - 61000` });

describe('after two refused logins in a row at one server as one user', () => {
  beforeEach(async () => {
    background();
    for (let press = 0; press < 2; press += 1) await testing(WRONG_PASSWORD);
  });

  test('the next test waits, and says how long', async () => {
    const answer = await testing(WRONG_PASSWORD);
    expect(answer).toMatchObject(PAUSED);
    const { retryAfter } = answer.body as { retryAfter: number };
    expect(retryAfter).toBe(60);
    expect(answer.body).toMatchObject({ detail: `${WORKING.imap.username} at 127.0.0.1` });
    expect(answer.headers.get('retry-after')).toBe(String(retryAfter));
  });

  test('the right password waits as well: the server would count it the same', async () => {
    expect(await testing(WORKING)).toMatchObject(PAUSED);
  });

  test('so does saving, which tests first, and nothing is stored', async () => {
    const before = await inbox.row();
    expect(await admin.put(`${inbox.path}/connection`, WORKING)).toMatchObject(PAUSED);
    expect(await inbox.row()).toEqual(before);
  });

  test('another user at the server does not wait', async () => {
    const other = { ...WORKING.imap, username: 'somebody@else.test' };
    expect((await testing({ imap: other })).status).toBe(200);
  });

  test('another port of the server, or the user in capitals, is the same account', async () => {
    expect(await testing(STARTTLS)).toMatchObject(PAUSED);
    const { username } = WORKING.imap;
    const loud = { ...WORKING.imap, username: username.toUpperCase() };
    expect(await testing({ imap: loud })).toMatchObject(PAUSED);
  });

  test('another tenant does not learn of it', async () => {
    await makeTenant('globex');
    const foreign = await signedIn('admin@globex.test');
    const answer = await foreign.post('/api/orgs/globex/connection-tests', WORKING);
    expect(answer).toMatchObject({ status: 200, body: { ok: true } });
  });

  test('a minute later it is tried again, and counts from the beginning', async () => {
    await minutePasses();
    expect(await testing(WRONG_PASSWORD)).toMatchObject({ status: 200, body: { ok: false } });
    expect(await testing(WRONG_PASSWORD)).toMatchObject({ status: 200, body: { ok: false } });
    expect(await testing(WRONG_PASSWORD)).toMatchObject(PAUSED);
  });
});

test('ten refused in a row as one user, at whatever server and pace, make it wait for long', async () => {
  for (const presses of [2, 2, 1]) {
    await minutePasses();
    for (let press = 0; press < presses; press += 1) {
      expect(await testing(WRONG_PASSWORD)).toMatchObject({ status: 200 });
    }
  }
  await minutePasses();
  const localhost = { imap: { ...WORKING.imap, host: 'localhost' } };
  const answer = await testing(localhost);
  expect(answer).toMatchObject(PAUSED);
  expect((answer.body as { retryAfter: number }).retryAfter).toBeGreaterThan(500);
});

test('nobody’s username is kept for it', async () => {
  await testing(WRONG_PASSWORD);
  const rows = JSON.stringify(await db.select().from(loginAttempts));
  expect(rows).not.toContain(WORKING.imap.username);
  expect(rows).not.toContain('127.0.0.1');
});

test('a paused test costs none of the tenant’s tests', async () => {
  for (let press = 0; press < 4; press += 1) await testing(WRONG_PASSWORD);
  const [used] = await db.select().from(connectorUses);
  expect(used?.count).toBe(2);
});

test('a login that succeeds begins the count anew', async () => {
  await testing(WRONG_PASSWORD);
  expect(await testing(WORKING)).toMatchObject({ body: { ok: true } });
  for (let press = 0; press < 2; press += 1) {
    expect((await testing(WRONG_PASSWORD)).status).toBe(200);
  }
  expect(await testing(WRONG_PASSWORD)).toMatchObject(PAUSED);
});

test('tests that never come to a login are not counted', async () => {
  const wrongPort = { imap: { ...WORKING.imap, port: 9 } };
  for (let press = 0; press < 4; press += 1) {
    expect(await testing(wrongPort)).toMatchObject({ status: 200, body: { ok: false } });
  }
});

test('of many tests at once with a wrong password, two reach the server', async () => {
  const { imap } = WRONG_PASSWORD;
  const answers = await Promise.all(Array.from({ length: 8 }, () => testing({ imap })));
  const statuses = answers.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([200, 200, 429, 429, 429, 429, 429, 429]);
});

test('a streamed test counts like any other', async () => {
  const accept = { accept: 'application/x-ndjson' };
  for (let press = 0; press < 2; press += 1) await testing(WRONG_PASSWORD, accept);
  expect(await testing(WRONG_PASSWORD, accept)).toMatchObject(PAUSED);
  await minutePasses();
  await testing(WORKING, accept);
  const refused = async () => (await db.select().from(loginAttempts)).map((row) => row.refused);
  await expect.poll(refused).toEqual([0, 0, 0]);
});

test('checking what is stored waits too, and the inbox stays as it is', async () => {
  await admin.put(`${inbox.path}/connection`, WORKING);
  for (let press = 0; press < 2; press += 1) await testing(WRONG_PASSWORD);
  const before = await inbox.row();
  expect(await admin.post(`${inbox.path}/checks`, {})).toMatchObject(PAUSED);
  expect(await inbox.row()).toEqual(before);
});

test('a stored password that is tested through the form is counted for the same server', async () => {
  await admin.put(`${inbox.path}/connection`, WORKING);
  for (let press = 0; press < 2; press += 1) await testing({ imap: WRONG_PASSWORD.imap });
  const stored = { inboxId: inbox.id, imap: withoutPassword(WORKING.imap) };
  expect(await testing(stored)).toMatchObject(PAUSED);
});
