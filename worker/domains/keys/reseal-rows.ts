import { and, eq, gt } from 'drizzle-orm';
import type { Database } from '../../platform/database.ts';
import type { Vault } from '../../platform/vault.ts';
import { storedSlot } from '../inboxes/credentials.ts';
import { inboxes } from '../inboxes/tables.ts';

const MOST_ROWS = 200;
// Each envelope goes to the database twice, old and new; a parameter may hold 2 MB.
const MOST_CHARACTERS = 500_000;

const needed = {
  id: inboxes.id,
  tenant: inboxes.tenant,
  connectionType: inboxes.connectionType,
  credentialsEncrypted: inboxes.credentialsEncrypted,
};
type Row = Pick<typeof inboxes.$inferSelect, keyof typeof needed>;

/** One row under another key: the envelope that it held, and the one that it is to hold. */
export type Resealed = { id: string; held: string; envelope: string };

/** The rows that come next, and whether there are none after them. */
export type RowsUnderKey = { rows: Row[]; isLast: boolean };

/** Reads the next rows that are sealed under a key. */
export const rowsUnderKey = (db: Database, keyId: string, after: string) =>
  db
    .select(needed)
    .from(inboxes)
    .where(and(eq(inboxes.credentialsKeyId, keyId), gt(inboxes.id, after)))
    .orderBy(inboxes.id)
    .limit(MOST_ROWS);

const lengthOf = ({ credentialsEncrypted }: Row) => credentialsEncrypted?.length ?? 0;

/** As many of the rows as fit into one statement, at least one. */
export const fitting = (rows: Row[]): RowsUnderKey => {
  let sum = 0;
  const over = rows.findIndex((row, at) => {
    sum += lengthOf(row);
    return at > 0 && sum > MOST_CHARACTERS;
  });
  const isCut = over >= 0;
  return {
    rows: isCut ? rows.slice(0, over) : rows,
    isLast: !isCut && rows.length < MOST_ROWS,
  };
};

/** Seals a row's secret anew, as it is, whatever it holds; `null` where it does not open. */
export const resealed = async (vault: Vault, row: Row): Promise<Resealed | null> => {
  const held = row.credentialsEncrypted ?? '';
  const slot = storedSlot(row);
  const opened = await vault.open(held, slot);
  if (!opened.ok) return null;
  const { envelope } = await vault.seal(opened.secret, slot);
  return { id: row.id, held, envelope };
};
