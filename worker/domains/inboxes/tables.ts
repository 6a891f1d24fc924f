import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { Status } from '../../../contract/inbox.ts';
import { organizations } from '../tenants/tables.ts';

const at = (name: string) => integer(name, { mode: 'timestamp_ms' });

/** The derived status inside a statement, in words that an index has too. */
export const STATUS = sql<Status>`(case when last_error is not null then 'error' when connected_at is null then 'disconnected' else 'connected' end)`;

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
    /** Name and address as a search looks for them. */
    searchText: text('search_text').notNull().default(''),
    connectionType: text('connection_type', { enum: ['imap', 'gmail', 'microsoft'] }).notNull(),
    credentialsEncrypted: text('credentials_encrypted'),
    credentialsKeyId: text('credentials_key_id'),
    /**
     * Grows with every change of the credentials by a person, so that a slow test can tell it is stale. A
     * refresh leaves it: it is of the same grant, and knows its own envelope.
     */
    credentialsVersion: integer('credentials_version').notNull().default(0),
    /** The mail servers without passwords, as a disconnect leaves them for the form. */
    formerServers: text('former_servers'),
    /** `sub` or `tid:oid` of the account behind an OAuth connection; a disconnect leaves it. */
    providerSubject: text('provider_subject'),
    /** Who signed in at the provider, and what was granted: nothing secret; a disconnect leaves it. */
    oauthAccount: text('oauth_account'),
    connectedAt: at('connected_at'),
    disconnectedAt: at('disconnected_at'),
    lastError: text('last_error'),
    lastErrorAt: at('last_error_at'),
    lastCheckedAt: at('last_checked_at'),
    checkSlot: integer('check_slot').notNull(),
    /** When it is checked next, apart from its slot: while it fails, or where its last turn came to nothing. */
    nextCheckAt: at('next_check_at'),
    /** Since when checks in a row have failed; triggers keep the incident that belongs to it. */
    failingSince: at('failing_since'),
    failingCode: text('failing_code'),
    /** Where: a server as host:port, or a provider. Who fails there with the same code has the same trouble. */
    failingAt: text('failing_at'),
    failingChecks: integer('failing_checks').notNull().default(0),
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
    index('inboxes_address').on(table.emailAddressKey).where(sql`deleted_at is null`),
    index('inboxes_tenant_active')
      .on(table.tenant, table.id)
      .where(sql`archived_at is null and deleted_at is null`),
    index('inboxes_tenant_status')
      .on(table.tenant, STATUS, table.id)
      .where(sql`archived_at is null and deleted_at is null`),
    index('inboxes_tenant_archived')
      .on(table.tenant, table.id)
      .where(sql`archived_at is not null and deleted_at is null`),
    index('inboxes_tenant_answering')
      .on(table.tenant, table.id)
      .where(sql`auto_response_enabled = 1 and archived_at is null and deleted_at is null`),
    // The healthy ones, which are looked at in their slot.
    index('inboxes_healthy')
      .on(table.checkSlot, table.id)
      .where(
        sql`connected_at is not null and failing_since is null and archived_at is null and deleted_at is null`,
      ),
    index('inboxes_key')
      .on(table.credentialsKeyId, table.id)
      .where(sql`credentials_key_id is not null`),
    index('inboxes_next_check').on(table.nextCheckAt).where(sql`next_check_at is not null`),
    index('inboxes_provider_subject')
      .on(table.providerSubject)
      .where(sql`provider_subject is not null and credentials_encrypted is not null`),
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

/** Another address that reaches an inbox. Deleted with it, which frees the address. */
export const inboxAliases = sqliteTable(
  'inbox_aliases',
  {
    id: text('id').primaryKey(),
    tenant: text('tenant').notNull(),
    inbox: text('inbox').notNull(),
    emailAddress: text('email_address').notNull(),
    emailAddressKey: text('email_address_key').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('inbox_aliases_tenant_address').on(table.tenant, table.emailAddressKey),
    index('inbox_aliases_address').on(table.emailAddressKey),
    index('inbox_aliases_inbox').on(table.tenant, table.inbox, table.id),
    foreignKey({
      columns: [table.tenant, table.inbox],
      foreignColumns: [inboxes.tenant, inboxes.id],
      name: 'inbox_aliases_inbox_fk',
    }).onDelete('cascade'),
  ],
);

export type AliasRow = typeof inboxAliases.$inferSelect;

/**
 * The sweep of the healthy inboxes: a row a run's slots, with the run that took them last. An inbox that
 * is not failing was checked when its slots' last completed run was: it costs no write of its own.
 */
export const checkSlots = sqliteTable('check_slots', {
  /** The first of the minutes of the interval that a run takes together. */
  slot: integer('slot').primaryKey(),
  /** When the run that has the slots now began. */
  run: at('run').notNull(),
  /** Counts how often the run was begun: what an earlier attempt has queued is no longer done. */
  attempt: integer('attempt').notNull(),
  /** Until when a run that makes no progress is left alone. */
  leasedUntil: at('leased_until').notNull(),
  /** JSON: the numbers of the parts that are not done yet. */
  open: text('open').notNull(),
  /** How many inboxes it found. */
  inboxes: integer('inboxes').notNull(),
  completedRun: at('completed_run'),
  completedAt: at('completed_at'),
});
