import { sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { incidentEnds } from '../../../contract/health.ts';
import { inboxes } from '../inboxes/tables.ts';
import { organizations, users } from '../tenants/tables.ts';

const at = (name: string) => integer(name, { mode: 'timestamp_ms' });
const tenant = () =>
  text('tenant')
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' });

/**
 * From the first failed check of an inbox to the first good one, or to what ended it. Written by
 * triggers on `inboxes`, so that nothing that changes an inbox can forget it; only what has been mailed
 * of it is written here.
 */
export const incidents = sqliteTable(
  'incidents',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    tenant: text('tenant').notNull(),
    inbox: text('inbox').notNull(),
    code: text('code').notNull(),
    /** A server as host:port, or a provider. */
    at: text('at'),
    beganAt: at('began_at').notNull(),
    failures: integer('failures').notNull(),
    lastFailedAt: at('last_failed_at').notNull(),
    /** When it put the inbox in error; null for one that passed before. */
    confirmedAt: at('confirmed_at'),
    endedAt: at('ended_at'),
    endedBy: text('ended_by', { enum: incidentEnds }),
    /** When its mails were written, and those that it is over. */
    alertedAt: at('alerted_at'),
    recoveryToldAt: at('recovery_told_at'),
  },
  (table) => [
    foreignKey({
      columns: [table.tenant, table.inbox],
      foreignColumns: [inboxes.tenant, inboxes.id],
      name: 'incidents_inbox_fk',
    }).onDelete('cascade'),
    uniqueIndex('incidents_open').on(table.inbox).where(sql`ended_at is null`),
    index('incidents_inbox').on(table.tenant, table.inbox, table.beganAt),
    index('incidents_same_cause')
      .on(table.tenant, table.code, table.at)
      .where(sql`confirmed_at is not null and ended_at is null`),
    // When a cause was last told of.
    index('incidents_told')
      .on(table.tenant, table.code, table.at, table.alertedAt)
      .where(sql`alerted_at is not null`),
    index('incidents_by_code').on(table.code).where(sql`ended_at is null`),
    index('incidents_to_alert')
      .on(table.confirmedAt)
      .where(sql`confirmed_at is not null and alerted_at is null and ended_at is null`),
    index('incidents_to_tell_over')
      .on(table.endedAt)
      .where(sql`alerted_at is not null and ended_at is not null and recovery_told_at is null`),
    index('incidents_ended').on(table.endedAt).where(sql`ended_at is not null`),
  ],
);

export type IncidentRow = typeof incidents.$inferSelect;

/** A certificate of a tenant's mail server that is about to expire, told once. */
export const expiries = sqliteTable(
  'expiries',
  {
    tenant: tenant(),
    /** host:port */
    server: text('server').notNull(),
    fingerprint: text('fingerprint').notNull(),
    inbox: text('inbox').notNull(),
    expiresAt: at('expires_at').notNull(),
    noticedAt: at('noticed_at').notNull(),
    alertedAt: at('alerted_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.server, table.fingerprint] }),
    index('expiries_to_alert').on(table.noticedAt).where(sql`alerted_at is null`),
  ],
);

/** Who wants no mails about a tenant's inboxes. */
export const alertOptOuts = sqliteTable(
  'alert_opt_outs',
  {
    tenant: tenant(),
    person: text('person')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.person] })],
);

/** Mails to be sent: written together with what they tell of, sent afterwards, tried again where that fails. */
export const alerts = sqliteTable(
  'alerts',
  {
    /** The mail's Message-ID is made of it: a mail that is sent again is the same one. */
    id: text('id').primaryKey(),
    /** Null for the operator's. */
    tenant: text('tenant').references(() => organizations.id, { onDelete: 'cascade' }),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    createdAt: at('created_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Null once it is sent, or given up. */
    nextTryAt: at('next_try_at'),
    sentAt: at('sent_at'),
    failedAt: at('failed_at'),
    /** Our own code for why the last attempt failed. */
    failure: text('failure'),
  },
  (table) => [
    index('alerts_due').on(table.nextTryAt).where(sql`next_try_at is not null`),
    index('alerts_failed').on(table.failedAt).where(sql`failed_at is not null`),
    index('alerts_created').on(table.createdAt),
  ],
);

/** Messages that were given up: what was asked, which holds ids only. */
export const deadLetters = sqliteTable('dead_letters', {
  id: text('id').primaryKey(),
  body: text('body').notNull(),
  at: at('at').notNull(),
});
