import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const at = (name: string) => integer(name, { mode: 'timestamp_ms' });

/** The re-sealing of all that is under one retiring key: a pass over its rows, to be gone on with where it was left. */
export const keyRotations = sqliteTable('key_rotations', {
  keyId: text('key_id').primaryKey(),
  startedAt: at('started_at').notNull(),
  /** The last inbox that was looked at in this pass. */
  cursor: text('cursor').notNull(),
  resealed: integer('resealed').notNull(),
  /** Of this pass: rows that don't open under the key that they name. */
  unreadable: integer('unreadable').notNull(),
  /** Until when a pass that makes no progress is left alone. */
  leasedUntil: at('leased_until').notNull(),
  finishedAt: at('finished_at'),
});
