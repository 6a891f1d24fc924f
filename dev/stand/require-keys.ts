import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Configuration } from '../../worker/platform/configuration.ts';
import { createVault } from '../../worker/platform/vault.ts';
import { localDatabaseFile } from './local-database.ts';

type Needed = { id: string; inboxes: number };

const neededKeys = (): Needed[] => {
  const file = localDatabaseFile();
  if (!existsSync(file)) return [];
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const hasInboxes = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'inboxes'").get();
    if (hasInboxes === undefined) return [];
    const rows = db
      .prepare(
        'SELECT credentials_key_id AS id, count(*) AS inboxes FROM inboxes WHERE credentials_key_id IS NOT NULL GROUP BY 1',
      )
      .all();
    return rows.map(({ id, inboxes }) => ({ id: String(id), inboxes: Number(inboxes) }));
  } finally {
    db.close();
  }
};

const said = ({ id, inboxes }: Needed) =>
  `  - ${id}, for ${inboxes === 1 ? '1 inbox' : `${inboxes} inboxes`}`;

/** Thrown where credentials in the stand's database need a key that it does not have; its message names it. */
export class MissingKeyError extends Error {
  override name = 'MissingKeyError';
}

/** Looks whether all that is stored can be opened. Throws {@link MissingKeyError}. */
export const requireKeys = async (
  keys: Pick<Configuration, 'ENCRYPTION_KEY' | 'ENCRYPTION_KEYS_RETIRING'>,
): Promise<void> => {
  const vault = createVault(keys.ENCRYPTION_KEY, keys.ENCRYPTION_KEYS_RETIRING);
  const { current, retiring } = await vault.keyIds();
  const missing = neededKeys().filter(({ id }) => id !== current && !retiring.includes(id));
  if (missing.length === 0) return;
  throw new MissingKeyError(
    `Letterbox can’t start: stored credentials are sealed with a key that .dev.vars does not have.\n${missing.map(said).join('\n')}\n\nAdd the key to ENCRYPTION_KEYS_RETIRING in .dev.vars (comma-separated), or start over, without what is stored: npm start -- --fresh`,
  );
};
