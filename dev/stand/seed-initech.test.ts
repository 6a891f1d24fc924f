import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { prepareDatabase, statementsOf } from './database.ts';
import { readDemo } from './demo.ts';
import { openLocalDatabase } from './local-database.ts';
import { prepareStand } from './seed-testing.ts';

const folder = await vi.hoisted(async () => (await import('./seed-testing.ts')).ownStand());

beforeAll(async () => {
  await prepareStand();
});
afterAll(() => rmSync(folder, { recursive: true }));

const rows = (sql: string) => {
  const db = openLocalDatabase({ readOnly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
};

test('Initech stands at its limit, with an inbox in each state', () => {
  const plan = 'inbox_limit AS allowed, active_inboxes AS active, archived_inboxes AS archived';
  expect(rows(`SELECT ${plan} FROM entitlements WHERE tenant = 'initech'`)).toEqual([
    { allowed: 5, active: 5, archived: 2 },
  ]);
  const states = rows(
    `SELECT name, connected_at IS NOT NULL AS connected, last_error AS error,
      disconnected_at IS NOT NULL AS was, credentials_encrypted IS NOT NULL AS stored
     FROM inboxes WHERE archived_at IS NULL ORDER BY id`,
  );
  expect(states).toEqual([
    { name: 'Support', connected: 1, error: null, was: 0, stored: 1 },
    { name: 'Billing', connected: 0, error: 'wrong-password', was: 0, stored: 1 },
    { name: 'Sales', connected: 0, error: null, was: 0, stored: 0 },
    { name: 'Jobs', connected: 0, error: null, was: 1, stored: 0 },
    { name: 'Hello', connected: 1, error: null, was: 0, stored: 1 },
  ]);
});

test('the other organizations begin empty, with the limit that everybody has', () => {
  expect(rows("SELECT 1 FROM inboxes WHERE tenant <> 'initech'")).toEqual([]);
  expect(rows("SELECT 1 FROM entitlements WHERE tenant <> 'initech'")).toEqual([]);
});

test('a second start leaves everything as it is', async () => {
  const all = ['inboxes', 'inbox_aliases', 'tickets', 'audit_events', 'members', 'entitlements'];
  const read = () => all.map((table) => rows(`SELECT * FROM ${table}`));
  const before = read();
  await prepareDatabase(await readDemo());
  expect(read()).toEqual(before);
});

test('what an owner has deleted does not come back with the next start', async () => {
  const db = openLocalDatabase();
  db.exec("UPDATE tickets SET status = 'closed'; UPDATE inboxes SET deleted_at = 1");
  db.close();
  await prepareDatabase(await readDemo());
  expect(rows('SELECT 1 FROM inboxes WHERE deleted_at IS NULL')).toEqual([]);
});

test('of a migration, what is only a comment is no statement', () => {
  const parts = ['-- why\nSELECT 1;', '\n-- only words\n', '/* only\nwords */', "SELECT '--';"];
  expect(statementsOf(parts.join('--> statement-breakpoint'))).toEqual([parts[0], parts[3]]);
});
