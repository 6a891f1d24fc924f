import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { organizations } from '../tenants/tables.ts';

const at = (name: string) => integer(name, { mode: 'timestamp_ms' });

/** Status is derived from `connected_at` and `last_error`, never stored. */
export const inboxes = sqliteTable(
  'inboxes',
  {
    id: text('id').primaryKey(),
    tenant: text('tenant')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    displayName: text('display_name'),
    emailAddress: text('email_address').notNull(),
    /** What uniqueness goes by: lower case, the domain in ASCII. */
    emailAddressKey: text('email_address_key').notNull(),
    connectionType: text('connection_type', { enum: ['imap', 'gmail', 'microsoft'] }).notNull(),
    credentialsEncrypted: text('credentials_encrypted'),
    credentialsKeyId: text('credentials_key_id'),
    /** Grows with every change of the credentials, so that a slow test or refresh can tell it is stale. */
    credentialsVersion: integer('credentials_version').notNull().default(0),
    /** `sub` or `tid:oid` of the account behind an OAuth connection. */
    providerSubject: text('provider_subject'),
    connectedAt: at('connected_at'),
    lastError: text('last_error'),
    lastErrorAt: at('last_error_at'),
    lastCheckedAt: at('last_checked_at'),
    checkSlot: integer('check_slot').notNull(),
    nextCheckAt: at('next_check_at'),
    autoResponseEnabled: integer('auto_response_enabled', { mode: 'boolean' })
      .notNull()
      .default(false),
    autoResponseSubject: text('auto_response_subject').notNull().default(''),
    autoResponseBody: text('auto_response_body').notNull().default(''),
    archivedAt: at('archived_at'),
    deletedAt: at('deleted_at'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (table) => [
    // Lets other tables refer to an inbox together with its tenant.
    uniqueIndex('inboxes_tenant_id').on(table.tenant, table.id),
    uniqueIndex('inboxes_tenant_address')
      .on(table.tenant, table.emailAddressKey)
      .where(sql`deleted_at is null`),
    index('inboxes_tenant_active')
      .on(table.tenant, table.id)
      .where(sql`archived_at is null and deleted_at is null`),
    index('inboxes_check_slot')
      .on(table.checkSlot, table.id)
      .where(sql`connected_at is not null and archived_at is null and deleted_at is null`),
    index('inboxes_next_check').on(table.nextCheckAt).where(sql`next_check_at is not null`),
    check(
      'inboxes_credentials_whole',
      sql`(credentials_encrypted is null) = (credentials_key_id is null)`,
    ),
    check(
      'inboxes_connected_with_credentials',
      sql`connected_at is null or credentials_encrypted is not null`,
    ),
    check('inboxes_error_dated', sql`(last_error is null) = (last_error_at is null)`),
  ],
);

export type InboxRow = typeof inboxes.$inferSelect;
