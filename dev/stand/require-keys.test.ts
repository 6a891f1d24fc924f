import { rmSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { createVault } from '../../worker/platform/vault.ts';
import { openLocalDatabase } from './local-database.ts';
import { requireKeys } from './require-keys.ts';
import { readSecrets } from './secrets.ts';
import { prepareStand } from './seed-testing.ts';

const folder = await vi.hoisted(async () => (await import('./seed-testing.ts')).ownStand());
const OTHER = Buffer.alloc(32, 3).toString('base64');

const own = readSecrets().ENCRYPTION_KEY ?? '';

afterAll(() => rmSync(folder, { recursive: true }));

test('a stand without a database has what it needs', async () => {
  await requireKeys({ ENCRYPTION_KEY: OTHER, ENCRYPTION_KEYS_RETIRING: [] });
});

test('so has one whose keys open what is stored, whichever of them seals', async () => {
  await prepareStand();
  await requireKeys({ ENCRYPTION_KEY: own, ENCRYPTION_KEYS_RETIRING: [] });
  await requireKeys({ ENCRYPTION_KEY: OTHER, ENCRYPTION_KEYS_RETIRING: [own] });
}, 60_000);

test('one that lacks a key does not start, and says which, for how many and what to do', async () => {
  const { current: id } = await createVault(own).keyIds();
  const db = openLocalDatabase({ readOnly: true });
  const sql = 'select count(*) as count from inboxes where credentials_key_id = ?';
  const count = Number(db.prepare(sql).get(id)?.count);
  db.close();
  expect(count).toBeGreaterThan(1);
  const refused = requireKeys({ ENCRYPTION_KEY: OTHER, ENCRYPTION_KEYS_RETIRING: [] });
  await expect(refused).rejects.toThrow(`  - ${id}, for ${count} inboxes`);
  await expect(refused).rejects.toThrow('ENCRYPTION_KEYS_RETIRING in .dev.vars');
});
