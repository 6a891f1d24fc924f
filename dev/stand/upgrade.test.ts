import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { at } from './paths.ts';

const migrations = readdirSync(at('migrations'))
  .filter((name) => name.endsWith('.sql'))
  .sort();

const apply = (db: DatabaseSync, names: readonly string[]) => {
  for (const name of names) db.exec(readFileSync(at('migrations', name), 'utf8'));
};

const INBOX =
  'insert into inboxes (id, tenant, name, email_address, email_address_key, connection_type, check_slot, archived_at, deleted_at, created_at, updated_at) values (?, ?, ?, ?, ?, ?, 0, ?, ?, 0, 0)';

test('a database with inboxes of the first release is counted and searchable after the upgrade', () => {
  const db = new DatabaseSync(':memory:');
  db.exec('pragma foreign_keys = on');
  apply(db, migrations.slice(0, 1));
  const organization = db.prepare(
    'insert into organizations (id, slug, name, created_at) values (?, ?, ?, 0)',
  );
  for (const slug of ['acme', 'globex']) organization.run(slug, slug, slug);
  db.exec("insert into entitlements (tenant, inbox_limit) values ('acme', 3)");
  const inbox = (tenant: string, name: string, archived: number | null, deleted: number | null) => {
    const address = `${name}@${tenant}.test`;
    const id = `${tenant}-${name}`;
    db.prepare(INBOX).run(id, tenant, name, address, address, 'imap', archived, deleted);
  };
  inbox('acme', 'Support', null, null);
  inbox('acme', 'Sales', null, null);
  inbox('acme', 'Old', 1, null);
  inbox('acme', 'Gone', null, 1);
  inbox('globex', 'Support', null, null);

  apply(db, migrations.slice(1));
  const plans = db.prepare('select * from entitlements order by tenant').all();
  expect(plans.map((plan) => ({ ...plan }))).toEqual([
    { tenant: 'acme', inbox_limit: 3, active_inboxes: 2, archived_inboxes: 1 },
    { tenant: 'globex', inbox_limit: 10, active_inboxes: 1, archived_inboxes: 0 },
  ]);
  const found = db.prepare("select id from inboxes where instr(search_text, 'sales@acme') > 0");
  expect(found.all().map(({ id }) => id)).toEqual(['acme-Sales']);
  db.exec("update inboxes set archived_at = 1 where id = 'acme-Sales'");
  const acme = db.prepare(
    "select active_inboxes, archived_inboxes from entitlements where tenant = 'acme'",
  );
  expect({ ...acme.get() }).toEqual({ active_inboxes: 1, archived_inboxes: 2 });
  db.close();
});
