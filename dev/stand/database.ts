import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { count, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { inboxes } from '../../worker/domains/inboxes/tables.ts';
import { type D1, d1OnSqlite } from './d1-on-sqlite.ts';
import type { Demo } from './demo.ts';
import { databaseId, databaseName, localDatabaseFile } from './local-database.ts';
import { at, persisted, state } from './paths.ts';
import { seedPeople } from './seed-people.ts';

// The table in which `wrangler d1 migrations apply` keeps its own account, so that both agree.
const LEDGER =
  'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)';

const COMMENTS = /--.*$|\/\*[\s\S]*?\*\//gm;

/** A migration's statements; what is only a comment is none. */
export const statementsOf = (sql: string): string[] =>
  sql
    .split('--> statement-breakpoint')
    .filter((statement) => statement.replaceAll(COMMENTS, '').trim() !== '');

const migrate = async (db: D1): Promise<void> => {
  await db.prepare(LEDGER).run();
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all();
  const applied = new Set(results.map(({ name }) => name));
  const files = readdirSync(at('migrations')).filter((name) => name.endsWith('.sql'));
  for (const name of files.sort()) {
    if (applied.has(name)) continue;
    const statements = statementsOf(readFileSync(at('migrations', name), 'utf8'));
    await db.batch([
      ...statements.map((statement) => db.prepare(statement)),
      db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name),
    ]);
  }
};

const seed = async (d1: D1, demo: Demo): Promise<void> => {
  const db = drizzle(d1);
  await seedPeople(db, demo);
  const ofInitech = eq(inboxes.tenant, 'initech');
  const [found] = await db.select({ inboxes: count() }).from(inboxes).where(ofInitech);
  if (found?.inboxes !== 0) return;
  // What is behind the API takes a while to load, which only a first start needs.
  const { seedInitech } = await import('./seed-initech.ts');
  await seedInitech(d1, demo);
};

// The whole configuration would alarm a newcomer: there is no Worker here to export its Durable Object.
const writeDatabaseConfig = (): string => {
  const configPath = join(state, 'database.wrangler.json');
  const d1 = { binding: 'DB', database_name: databaseName(), database_id: databaseId() };
  const config = { name: 'letterbox', compatibility_date: '2026-11-01', d1_databases: [d1] };
  writeFileSync(configPath, JSON.stringify(config));
  return configPath;
};

/** Lets Miniflare make its file, the way it wants it. */
const createDatabase = async (): Promise<void> => {
  const { getPlatformProxy } = await import('wrangler');
  const { env, dispose } = await getPlatformProxy<{ DB: D1 }>({
    configPath: writeDatabaseConfig(),
    persist: { path: `${persisted}/v3` },
    remoteBindings: false,
  });
  try {
    await env.DB.prepare(LEDGER).run();
  } finally {
    await dispose();
  }
};

/** Brings the local database up to date and makes the demo's tenants, people and inboxes where they are missing. */
export const prepareDatabase = async (demo: Demo): Promise<void> => {
  if (!existsSync(localDatabaseFile())) await createDatabase();
  const db = new DatabaseSync(localDatabaseFile());
  try {
    const d1 = d1OnSqlite(db);
    await migrate(d1);
    await seed(d1, demo);
  } finally {
    db.close();
  }
};
