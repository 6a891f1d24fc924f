import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { organizations } from '../tenants/tables.ts';

/** What a request with an Idempotency-Key made, written in the batch that made it. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    tenant: text('tenant')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    person: text('person').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of the route and the body, so that a key does not pass for another request. */
    fingerprint: text('fingerprint').notNull(),
    made: text('made').notNull(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.person, table.key] }),
    index('idempotency_keys_created').on(table.tenant, table.createdAt),
  ],
);
