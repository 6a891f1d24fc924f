import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { inboxes } from '../inboxes/tables.ts';

const at = (name: string) => integer(name, { mode: 'timestamp_ms' });

/**
 * As much of a ticket as deleting an inbox needs. Triggers hold that none that is open or pending is
 * on a deleted inbox, whoever writes.
 */
export const tickets = sqliteTable(
  'tickets',
  {
    id: text('id').primaryKey(),
    tenant: text('tenant').notNull(),
    inbox: text('inbox').notNull(),
    subject: text('subject').notNull(),
    status: text('status', { enum: ['open', 'pending', 'closed'] }).notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [
    index('tickets_open').on(table.tenant, table.inbox).where(sql`status <> 'closed'`),
    foreignKey({
      columns: [table.tenant, table.inbox],
      foreignColumns: [inboxes.tenant, inboxes.id],
    }),
  ],
);
