import { applyD1Migrations, env } from 'cloudflare:test';
import { beforeEach } from 'vitest';

const OWN =
  "type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like '\\_cf%' escape '\\'";

// The schema is made once: a thousand tests would ask for it a thousand times.
const prepare = async (): Promise<string[]> => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  const { results } = await env.DB.prepare(
    `select name from sqlite_master where ${OWN} and name <> 'd1_migrations'`,
  ).all<{ name: string }>();
  return results.map(({ name }) => name);
};

let prepared: Promise<string[]> | undefined;

// Emptying the tables takes effect before the next statement; `reset()` was seen not to.
beforeEach(async () => {
  prepared ??= prepare();
  const tables = await prepared;
  await env.DB.batch([
    env.DB.prepare('pragma defer_foreign_keys = on'),
    ...tables.map((name) => env.DB.prepare(`delete from "${name}"`)),
  ]);
});
