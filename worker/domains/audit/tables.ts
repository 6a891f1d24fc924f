import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { auditActions } from '../../../contract/audit.ts';
import { organizations } from '../tenants/tables.ts';

/**
 * Who did what. A tenant's events are numbered without gaps, each with the hash of the one before: a
 * clash on the number fails the batch that the event came with, which makes the chain the tenant's lock.
 */
export const auditEvents = sqliteTable(
  'audit_events',
  {
    tenant: text('tenant')
      .notNull()
      .references(() => organizations.id),
    seq: integer('seq').notNull(),
    at: integer('at', { mode: 'timestamp_ms' }).notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    action: text('action', { enum: auditActions }).notNull(),
    /** No reference: an event is a fact, and has to be written before what it tells of. */
    inbox: text('inbox').notNull(),
    inboxName: text('inbox_name').notNull(),
    /** JSON, as it was hashed. */
    changes: text('changes').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.seq] }),
    index('audit_events_inbox').on(table.tenant, table.inbox, table.seq),
  ],
);

export type AuditRow = typeof auditEvents.$inferSelect;
