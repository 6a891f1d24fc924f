import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { inboxes } from '../inboxes/tables.ts';
import { fitting, type Resealed, resealed, rowsUnderKey } from './reseal-rows.ts';
import { RESEAL_LEASE_MS, type ResealMessage, type Rotation } from './rotation.ts';
import { keyRotations } from './tables.ts';

/**
 * Writes all envelopes in one statement, each only where the row still holds the very one that was
 * opened: a refresh, a reconnect or a disconnect in between wins. Nothing else of a row changes, not
 * even its versions: the credentials are the same.
 */
const write = ({ db }: Deps, keyId: string, rows: readonly Resealed[]) =>
  db
    .update(inboxes)
    .set({ credentialsEncrypted: sql`anew.envelope`, credentialsKeyId: keyId })
    .from(sql`(
      select value ->> 'id' as id, value ->> 'held' as held, value ->> 'envelope' as envelope
      from json_each(${JSON.stringify(rows)})
    ) as anew`)
    .where(and(eq(inboxes.id, sql`anew.id`), eq(inboxes.credentialsEncrypted, sql`anew.held`)));

type Done = { cursor: string; unreadable: number; isLast: boolean };

/** Notes how far the pass has come; nothing where another got there first. */
const note = (
  { db, now }: Deps,
  { keyId, cursor }: ResealMessage,
  { cursor: next, unreadable, isLast }: Done,
) => {
  const at = now();
  return db
    .update(keyRotations)
    .set({
      cursor: next,
      // Of the statement before, in the same transaction.
      resealed: sql`${keyRotations.resealed} + changes()`,
      unreadable: sql`${keyRotations.unreadable} + ${unreadable}`,
      leasedUntil: new Date(at.getTime() + RESEAL_LEASE_MS),
      finishedAt: isLast ? at : null,
    })
    .where(
      and(
        eq(keyRotations.keyId, keyId),
        eq(keyRotations.cursor, cursor),
        isNull(keyRotations.finishedAt),
      ),
    )
    .returning();
};

const isDue = async ({ db, vault }: Deps, { keyId, cursor }: ResealMessage): Promise<boolean> => {
  const { retiring } = await vault.keyIds();
  if (!retiring.includes(keyId)) return false;
  const pass = await db.select().from(keyRotations).where(eq(keyRotations.keyId, keyId)).get();
  return pass?.finishedAt === null && pass.cursor === cursor;
};

/**
 * Seals the next rows of a pass with the current key. Gives where the pass is now; nothing where the
 * batch is not the next one (it came before, or the key is no longer retiring). A row that does not
 * open is left as it is and counted.
 */
export const resealBatch = async (
  deps: Deps,
  message: ResealMessage,
): Promise<Rotation | undefined> => {
  if (!(await isDue(deps, message))) return undefined;
  const { db, vault } = deps;
  const { current } = await vault.keyIds();
  const { rows, isLast } = fitting(await rowsUnderKey(db, message.keyId, message.cursor));
  const tried = await Promise.all(rows.map((row) => resealed(vault, row)));
  const anew = tried.filter((one) => one !== null);
  const cursor = rows.at(-1)?.id ?? message.cursor;
  const done = { cursor, unreadable: tried.length - anew.length, isLast };
  const [, [pass]] = await db.batch([write(deps, current, anew), note(deps, message, done)]);
  return pass;
};
