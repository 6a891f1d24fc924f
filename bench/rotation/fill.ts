import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { at } from '../../dev/stand/paths.ts';
import { sealCredentials } from '../../worker/domains/inboxes/credentials.ts';
import { sealGrant } from '../../worker/domains/inboxes/grant.ts';
import type { Vault } from '../../worker/platform/vault.ts';
import { SESSION_TOKEN } from '../api/client.ts';

const PERSON = 'owner@bench.test';
const SESSION_MS = 7 * 24 * 3_600_000;
const LIMIT = 10_000_000;
// Of each so many, the last holds a grant.
const GRANT_EVERY = 4;

export const TENANTS = 8;
export const tenantOf = (number: number): string => `tenant-${number % TENANTS}`;
export const idOf = (number: number): string => `inb_${String(number).padStart(26, '0')}`;
/** Whether an inbox has mail servers, which a form can change. */
export const hasServers = (number: number): boolean =>
  Math.floor(number / TENANTS) % GRANT_EVERY !== GRANT_EVERY - 1;

/** The servers of an inbox as a form gives them. */
export const servers = (password: string) => ({
  imap: {
    ...{ host: 'mail.bench.example', port: 993, security: 'tls' as const },
    ...{ username: 'somebody@bench.example', password },
  },
  smtp: {
    ...{ host: 'mail.bench.example', port: 465, security: 'tls' as const },
    sameCredentials: true as const,
  },
});

// As long as Microsoft's are.
const TOKEN = 'x'.repeat(1800);

const seal = (vault: Vault, number: number) => {
  const owned = { id: idOf(number), tenant: tenantOf(number) };
  if (hasServers(number)) return sealCredentials(vault, owned, servers(`secret ${number}`));
  const tokens = { refreshToken: `${number} ${TOKEN}`, accessToken: TOKEN };
  return sealGrant(vault, owned, { ...tokens, issuedAt: 0, expiresAt: 1 });
};

const insert = (db: DatabaseSync, table: string, columns: readonly string[]) => {
  const places = columns.map(() => '?').join(', ');
  return db.prepare(`insert into ${table} (${columns.join(', ')}) values (${places})`);
};

const insertPeople = (db: DatabaseSync, now: number): void => {
  const stamps = ['created_at', 'updated_at'];
  insert(db, 'users', ['id', 'name', 'email', 'email_verified', ...stamps]).run(
    ...[PERSON, 'Olive Owner', PERSON, 1, now, now],
  );
  insert(db, 'sessions', ['id', 'token', 'user_id', 'expires_at', ...stamps]).run(
    ...[SESSION_TOKEN, SESSION_TOKEN, PERSON, now + SESSION_MS, now, now],
  );
  for (let tenant = 0; tenant < TENANTS; tenant++) {
    const slug = tenantOf(tenant);
    insert(db, 'organizations', ['id', 'slug', 'name', 'created_at']).run(slug, slug, slug, now);
    insert(db, 'entitlements', ['tenant', 'inbox_limit']).run(slug, LIMIT);
    const columns = ['id', 'organization_id', 'user_id', 'role', 'created_at'];
    insert(db, 'members', columns).run(slug, slug, PERSON, 'owner', now);
  }
};

const COLUMNS = [
  ...['id', 'tenant', 'name', 'email_address', 'email_address_key', 'connection_type'],
  ...['credentials_encrypted', 'credentials_key_id', 'credentials_version', 'connected_at'],
  ...['check_slot', 'created_at', 'updated_at'],
];

const insertInboxes = async (db: DatabaseSync, vault: Vault, count: number, now: number) => {
  const statement = insert(db, 'inboxes', COLUMNS);
  for (let number = 0; number < count; number++) {
    const { envelope, keyId } = await seal(vault, number);
    const address = `inbox-${number}@bench.example`;
    statement.run(
      ...[idOf(number), tenantOf(number), `Inbox ${number}`, address, address],
      ...[hasServers(number) ? 'imap' : 'microsoft', envelope, keyId, 1, now],
      ...[number % 60, now, now],
    );
  }
};

/** Makes the schema, one person who owns every tenant, and the inboxes, sealed by `vault`. */
export const fill = async (file: string, vault: Vault, count: number): Promise<void> => {
  const db = new DatabaseSync(file);
  const files = readdirSync(at('migrations')).filter((name) => name.endsWith('.sql'));
  for (const name of files.sort()) db.exec(readFileSync(at('migrations', name), 'utf8'));
  const now = Date.now();
  db.exec('begin');
  insertPeople(db, now);
  await insertInboxes(db, vault, count, now);
  db.exec('commit; pragma journal_mode = wal;');
  db.close();
};
