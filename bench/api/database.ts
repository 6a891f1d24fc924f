import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { at } from '../../dev/stand/paths.ts';
import { createVault } from '../../worker/platform/vault.ts';
import { SESSION_TOKEN } from './client.ts';
import { COLUMNS, createRows } from './inbox-rows.ts';
import { persistedIn, secrets } from './runtime.ts';
import { measuredIn, ownersIn, tenantsIn } from './tenants.ts';

const LIMIT = 10_000_000;
const SESSION_MS = 7 * 24 * 3_600_000;
const SAY_EVERY = 100_000;
export const PERSON = 'owner@bench.test';

export const FAST = `
  pragma journal_mode = off;
  pragma synchronous = off;
  pragma locking_mode = exclusive;
  pragma cache_size = -1000000;
`;

/** The file in which Miniflare keeps the one database it has made. */
export const databaseFile = (folder: string): string => {
  const found = readdirSync(persistedIn(folder), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /D1DatabaseObject.*[/\\][0-9a-f]+\.sqlite$/.test(name),
  );
  const [name] = found;
  if (!name || found.length > 1) throw new Error(`Expected one D1 file, found ${found.length}.`);
  return join(persistedIn(folder), name);
};

export const migrate = (db: DatabaseSync): void => {
  const files = readdirSync(at('migrations')).filter((name) => name.endsWith('.sql'));
  for (const name of files.sort()) db.exec(readFileSync(at('migrations', name), 'utf8'));
};

export const insert = (db: DatabaseSync, table: string, columns: readonly string[]) =>
  db.prepare(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  );

export const insertPerson = (db: DatabaseSync, now: number): void => {
  const stamps = ['created_at', 'updated_at'];
  insert(db, 'users', ['id', 'name', 'email', 'email_verified', ...stamps]).run(
    ...[PERSON, 'Olive Owner', PERSON, 1, now, now],
  );
  insert(db, 'sessions', ['id', 'token', 'user_id', 'expires_at', ...stamps]).run(
    ...[SESSION_TOKEN, SESSION_TOKEN, PERSON, now + SESSION_MS, now, now],
  );
};

const insertTenants = (db: DatabaseSync, total: number, now: number): void => {
  const organization = insert(db, 'organizations', ['id', 'slug', 'name', 'created_at']);
  const entitlement = insert(db, 'entitlements', ['tenant', 'inbox_limit']);
  for (const slug of tenantsIn(total)) {
    organization.run(slug, slug, `Organization ${slug}`, now);
    entitlement.run(slug, LIMIT);
  }
  const columns = ['id', 'organization_id', 'user_id', 'role', 'created_at'];
  const member = insert(db, 'members', columns);
  for (const { slug } of measuredIn(total)) member.run(slug, slug, PERSON, 'owner', now);
};

const insertInboxes = async (
  db: DatabaseSync,
  total: number,
  say: (text: string) => void,
): Promise<void> => {
  const statement = insert(db, 'inboxes', COLUMNS);
  const rowOf = createRows(createVault(secrets.ENCRYPTION_KEY));
  const tenants = tenantsIn(total);
  const measured = measuredIn(total).length;
  for (const [row, owner] of ownersIn(total).entries()) {
    statement.run(...(await rowOf(row, tenants[owner] ?? '', owner < measured)));
    if ((row + 1) % SAY_EVERY === 0) say(`  ${(row + 1).toLocaleString('en')} inboxes`);
  }
};

/** Up to `most` of a tenant's inboxes that are neither archived nor deleted, from all over its range. */
export const inboxesOf = (file: string, tenant: string, most: number): string[] => {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db
    .prepare(
      'select id from inboxes where tenant = ? and archived_at is null and deleted_at is null order by id',
    )
    .all(tenant);
  db.close();
  const step = Math.max(1, rows.length / most);
  const count = Math.min(most, rows.length);
  return Array.from({ length: count }, (_, at) => String(rows[Math.floor(at * step)]?.id));
};

/**
 * Fills an empty database: every migration, then all rows in one transaction. Its triggers and
 * constraints hold meanwhile, so that what they keep is what they would have kept.
 */
export const fillDatabase = async (
  file: string,
  total: number,
  say: (text: string) => void,
): Promise<void> => {
  const db = new DatabaseSync(file);
  db.exec(FAST);
  migrate(db);
  db.exec('begin');
  const now = Date.now();
  insertPerson(db, now);
  insertTenants(db, total, now);
  await insertInboxes(db, total, say);
  db.exec('commit');
  // As workerd leaves it.
  db.exec('pragma locking_mode = normal; pragma journal_mode = wal;');
  db.close();
};
