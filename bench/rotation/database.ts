import { DatabaseSync } from 'node:sqlite';
import { storedSlot } from '../../worker/domains/inboxes/credentials.ts';
import type { Vault } from '../../worker/platform/vault.ts';
import { hasServers } from './fill.ts';
import type { Load } from './load.ts';

const BUSY_MS = 5000;

const reading = <Answer>(file: string, read: (db: DatabaseSync) => Answer): Answer => {
  const db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
  try {
    return read(db);
  } finally {
    db.close();
  }
};

/** How many inboxes are sealed under a key. */
export const countUnder = (file: string, keyId: string): number =>
  reading(file, (db) => {
    const sql = 'select count(*) as count from inboxes where credentials_key_id = ?';
    return Number(db.prepare(sql).get(keyId)?.count);
  });

type Row = { id: string; tenant: string; type: 'imap' | 'microsoft'; envelope: string | null };

const rowsOf = (file: string): Row[] =>
  reading(
    file,
    (db) =>
      db
        .prepare(
          'select id, tenant, connection_type as type, credentials_encrypted as envelope from inboxes order by id',
        )
        .all() as Row[],
  );

const isAsPromised = (secret: string, number: number, { passwords }: Load): boolean => {
  const found = JSON.parse(secret);
  if (!hasServers(number)) return String(found.refreshToken).startsWith(`${number} `);
  return (passwords.get(number) ?? [`secret ${number}`]).includes(found.imap.password);
};

/** What of all inboxes does not open, and what opens but is not what was promised. */
export const verify = async (file: string, vault: Vault, load: Load) => {
  const rows = rowsOf(file);
  let unopened = 0;
  let lost = 0;
  for (const [number, { id, tenant, type, envelope }] of rows.entries()) {
    const slot = storedSlot({ id, tenant, connectionType: type });
    const opened = await vault.open(envelope ?? '', slot);
    if (!opened.ok) unopened += 1;
    else if (!isAsPromised(opened.secret, number, load)) lost += 1;
  }
  return { inboxes: rows.length, unopened, lost };
};
