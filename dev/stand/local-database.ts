import { createHash, createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { at, persisted } from './paths.ts';

const NAMESPACE = 'miniflare-D1DatabaseObject';
const BUSY_MS = 5000;

const setting = (name: string): string => {
  const [, value] =
    readFileSync(at('wrangler.toml'), 'utf8').match(new RegExp(`^${name} *= *"([^"]+)"`, 'm')) ??
    [];
  if (value === undefined) throw new Error(`wrangler.toml has no ${name}.`);
  return value;
};

/** What wrangler calls the database. */
export const databaseName = (): string => setting('database_name');

export const databaseId = (): string => setting('database_id');

// As Miniflare does: a Durable Object's id from its name, which is the database's id.
const fileName = (): string => {
  const key = createHash('sha256').update(NAMESPACE).digest();
  const half = (data: string | Buffer) =>
    createHmac('sha256', key).update(data).digest().subarray(0, 16);
  const name = half(databaseId());
  return `${Buffer.concat([name, half(name)]).toString('hex')}.sqlite`;
};

/** The file of the stand's database. The Worker may have it open too. */
export const localDatabaseFile = (): string => join(persisted, 'v3', 'd1', NAMESPACE, fileName());

/** Thrown where there is no database to work on; its message says what to do. */
export class NoDatabaseError extends Error {
  override name = 'NoDatabaseError';
}

const hasTables = (db: DatabaseSync): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'audit_events'").get() !== undefined;

/**
 * Opens the stand's database, whether the stand runs or not. To write, it had better not run: its Worker
 * fails where it is writing at the same moment, and does not wait. Throws {@link NoDatabaseError}. */
export const openLocalDatabase = ({ readOnly = false } = {}): DatabaseSync => {
  const file = localDatabaseFile();
  if (!existsSync(file)) {
    throw new NoDatabaseError('There is no local database yet. Run npm start first.');
  }
  const db = new DatabaseSync(file, { readOnly, timeout: BUSY_MS });
  if (hasTables(db)) return db;
  db.close();
  throw new NoDatabaseError('The local database is not up to date. Run npm start first.');
};
