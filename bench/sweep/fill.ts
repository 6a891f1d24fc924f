import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { createVault } from '../../worker/platform/vault.ts';
import { FAST, insert, insertPerson, migrate, PERSON } from '../api/database.ts';
import { secrets } from '../api/runtime.ts';
import type { MailServer } from './mail-server.ts';
import { COLUMNS, createRows, TENANTS, tenantOf } from './rows.ts';

const LIMIT = 10_000_000;
/** So many are sealed at once. */
const AT_ONCE = 2000;
const SAY_EVERY = 200_000;

const insertTenants = (db: DatabaseSync, now: number): void => {
  const organization = insert(db, 'organizations', ['id', 'slug', 'name', 'created_at']);
  const entitlement = insert(db, 'entitlements', ['tenant', 'inbox_limit']);
  for (let at = 0; at < TENANTS; at++) {
    const slug = tenantOf(at);
    organization.run(slug, slug, `Organization ${slug}`, now);
    entitlement.run(slug, LIMIT);
  }
  const columns = ['id', 'organization_id', 'user_id', 'role', 'created_at'];
  insert(db, 'members', columns).run('member', tenantOf(0), PERSON, 'owner', now);
};

// An index is made faster of all rows than row by row. Its constraint holds then, too.
const withoutIndexes = async (db: DatabaseSync, work: () => Promise<void>): Promise<void> => {
  const indexes = db
    .prepare(
      "select name, sql from sqlite_master where type = 'index' and tbl_name = 'inboxes' and sql is not null",
    )
    .all();
  for (const { name } of indexes) db.exec(`drop index "${name}"`);
  await work();
  for (const { sql } of indexes) db.exec(String(sql));
};

/**
 * Fills an empty database: every migration, then all rows in one transaction, with the triggers in place.
 * Gives the bytes that it has by then.
 */
export const fill = async (
  file: string,
  total: number,
  server: MailServer,
  say: (text: string) => void,
): Promise<number> => {
  const db = new DatabaseSync(file);
  db.exec(FAST);
  migrate(db);
  // Others refer to inboxes by an index that isn't there meanwhile.
  db.exec('pragma foreign_keys = off; begin');
  const now = Date.now();
  insertPerson(db, now);
  insertTenants(db, now);
  await withoutIndexes(db, async () => {
    const statement = insert(db, 'inboxes', COLUMNS);
    const rowOf = createRows(createVault(secrets.ENCRYPTION_KEY), server);
    for (let from = 0; from < total; from += AT_ONCE) {
      const count = Math.min(AT_ONCE, total - from);
      const rows = await Promise.all(Array.from({ length: count }, (_, at) => rowOf(from + at)));
      for (const row of rows) statement.run(...row);
      if ((from + count) % SAY_EVERY === 0) say(`  ${(from + count).toLocaleString('en')} inboxes`);
    }
  });
  db.exec('commit');
  // As workerd leaves it.
  db.exec('pragma locking_mode = normal; pragma journal_mode = wal;');
  db.close();
  return statSync(file).size;
};
