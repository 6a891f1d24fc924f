import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { wranglerSource } from '../audit-verify/source.ts';
import { persisted } from '../stand/paths.ts';
import { prepareStand, runCommand } from '../stand/seed-testing.ts';
import { fileDatabase } from './database.ts';
import { erase } from './erase.ts';
import { planOf } from './plan.ts';

const folder = await vi.hoisted(async () => (await import('../stand/seed-testing.ts')).ownStand());

let putBack: () => void;
beforeAll(async () => {
  putBack = await prepareStand();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What taking a tenant out asks of a database, in order. */
const statementsFor = async (tenant: string): Promise<string[]> => {
  const asked: string[] = [];
  const database = fileDatabase(false);
  const ask = (sql: string) => {
    asked.push(sql);
    return database.ask(sql);
  };
  await erase({ ...database, ask }, tenant, new Date());
  database.close();
  putBack();
  return asked;
};

// One call for all of them: each takes wrangler seconds.
test('wrangler, which reaches a deployment, does the same as the file', async () => {
  const asked = await statementsFor('initech');
  const d1 = ['d1', 'execute', 'letterbox', '--local', '--persist-to', persisted];
  const wrangler = 'node_modules/wrangler/bin/wrangler.js';
  expect(runCommand(wrangler, [...d1, '--command', asked.join(';\n')]).status).toBe(0);
  const database = fileDatabase(true);
  const [left] = await database.ask(
    "SELECT (SELECT count(*) FROM inboxes) AS inboxes, (SELECT count(*) FROM audit_events) AS events, (SELECT count(*) FROM organizations WHERE id = 'initech') AS organizations",
  );
  expect(left).toEqual({ inboxes: 0, events: 0, organizations: 0 });
  const local = wranglerSource(['--local', '--persist-to', persisted]);
  const now = new Date();
  expect(await planOf(local, 'acme', now)).toEqual(await planOf(database, 'acme', now));
  database.close();
}, 240_000);
