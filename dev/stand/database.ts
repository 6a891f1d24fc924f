import { readdirSync, readFileSync } from 'node:fs';
import { hashPassword } from 'better-auth/crypto';
import { drizzle } from 'drizzle-orm/d1';
import { getPlatformProxy } from 'wrangler';
import * as tables from '../../worker/domains/tenants/tables.ts';
import { type Demo, organizations, others, people } from './demo.ts';
import { at, persisted } from './paths.ts';

// As much of D1 as is used here: the Workers' global types don't exist under Node.
type Statement = {
  bind(...values: unknown[]): Statement;
  run(): Promise<unknown>;
  all<Row>(): Promise<{ results: Row[] }>;
};
type Binding = {
  prepare(sql: string): Statement;
  batch(statements: Statement[]): Promise<unknown>;
};

// The table in which `wrangler d1 migrations apply` keeps its own account, so that both agree.
const LEDGER =
  'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)';

const migrate = async (db: Binding): Promise<void> => {
  await db.prepare(LEDGER).run();
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const files = readdirSync(at('migrations')).filter((name) => name.endsWith('.sql'));
  for (const name of files.sort()) {
    if (applied.has(name)) continue;
    const statements = readFileSync(at('migrations', name), 'utf8').split(
      '--> statement-breakpoint',
    );
    await db.batch([
      ...statements.map((statement) => db.prepare(statement)),
      db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name),
    ]);
  }
};

const members = [
  ...people.map(({ email, org, role }) => ({ email, org, role })),
  ...others.flatMap(({ email, orgs }) =>
    orgs.map((org) => ({ email, org, role: 'admin' as const })),
  ),
];

const seed = async (binding: Binding, { password }: Demo): Promise<void> => {
  const db = drizzle(binding);
  const createdAt = new Date();
  const stamps = { createdAt, updatedAt: createdAt };
  const hash = await hashPassword(password);
  const statements = [
    ...organizations.map(({ slug, name }) =>
      db.insert(tables.organizations).values({ id: slug, slug, name, createdAt }),
    ),
    ...[...people, ...others].flatMap(({ email, name }) => [
      db.insert(tables.users).values({ id: email, email, name, emailVerified: true, ...stamps }),
      db.insert(tables.accounts).values({
        id: email,
        userId: email,
        accountId: email,
        providerId: 'credential',
        password: hash,
        ...stamps,
      }),
    ]),
    ...members.map(({ email, org, role }) =>
      db
        .insert(tables.members)
        .values({ id: `${org}:${email}`, organizationId: org, userId: email, role, createdAt }),
    ),
    // Only the row's existence counts: /setup is closed on a stand that is set up by this seed.
    db.insert(tables.setups).values({ id: 1, completedAt: createdAt }),
  ].map((insert) => insert.onConflictDoNothing());
  const [first, ...rest] = statements;
  if (first) await db.batch([first, ...rest]);
};

/** Brings the local database up to date and makes the demo's tenants and people where they are missing. */
export const prepareDatabase = async (demo: Demo): Promise<void> => {
  const { env, dispose } = await getPlatformProxy<{ DB: Binding }>({
    configPath: at('wrangler.toml'),
    persist: { path: `${persisted}/v3` },
    remoteBindings: false,
  });
  try {
    await migrate(env.DB);
    await seed(env.DB, demo);
  } finally {
    await dispose();
  }
};
