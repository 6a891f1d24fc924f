import { env } from 'cloudflare:workers';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Inbox } from '../../../contract/inbox.ts';
import { CANARY, STARTTLS, WORKING } from '../../testing/mail.ts';
import { type Browser, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';

const INBOXES = '/api/orgs/acme/inboxes';
const SPELLINGS = [
  CANARY,
  JSON.stringify(CANARY).slice(1, -1),
  encodeURIComponent(CANARY),
  btoa(String.fromCharCode(...new TextEncoder().encode(CANARY))),
];

let admin: Browser;
beforeEach(async () => {
  await makeTenant('acme');
  admin = await signedIn('admin@acme.test');
});

const dump = async (): Promise<string> => {
  const tables = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'",
  ).all<{ name: string }>();
  const rows = await Promise.all(
    tables.results.map(({ name }) => env.DB.prepare(`select * from "${name}"`).all()),
  );
  return JSON.stringify(rows.map(({ results }) => results));
};

test('a password is in no answer, no log line and no table, through save, test, failure and read', async () => {
  const logged: string[] = [];
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...parts) => void logged.push(parts.join(' ')));
  }
  const made = (await admin.post(INBOXES, IMAP_INBOX)).body as Inbox;
  const path = `${INBOXES}/${made.id}`;
  const broken = { ...WORKING, imap: { ...WORKING.imap, port: 1 } };
  const answers = [
    await admin.post('/api/orgs/acme/connection-tests', STARTTLS),
    await admin.post('/api/orgs/acme/connection-tests', STARTTLS, {
      accept: 'application/x-ndjson',
    }),
    await admin.put(`${path}/connection`, broken),
    await admin.put(`${path}/connection`, { ...WORKING, imap: { ...WORKING.imap, host: '' } }),
    await admin.put(`${path}/connection`, WORKING),
    await admin.post(`${path}/checks`, {}),
    await admin.get(path),
    await admin.get(INBOXES),
    await admin.send('POST', '/api/orgs/acme/connection-tests', {
      headers: { 'content-type': 'application/json' },
      body: { imap: { ...WORKING.imap, username: 5 } },
    }),
  ];
  vi.restoreAllMocks();
  expect(answers.map(({ status }) => status)).toEqual([
    200, 200, 422, 422, 200, 200, 200, 200, 422,
  ]);
  expect(logged.length).toBeGreaterThan(answers.length);
  const places = [...answers.map(({ text }) => text), logged.join('\n'), await dump()];
  for (const spelling of SPELLINGS) {
    for (const place of places) expect(place).not.toContain(spelling);
  }
});
