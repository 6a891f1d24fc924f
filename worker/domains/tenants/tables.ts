import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

const at = (name: string) => integer(name, { mode: 'timestamp_ms' });
const createdAt = () => at('created_at').notNull();
const id = () => text('id').primaryKey();

// The shapes up to `rateLimits` are better-auth's (its `getAuthTables` lists them); names are ours.

/** A person who can sign in. */
export const users = sqliteTable('users', {
  id: id(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
  image: text('image'),
  createdAt: createdAt(),
  updatedAt: at('updated_at').notNull(),
});

const userId = () =>
  text('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' });

export const sessions = sqliteTable(
  'sessions',
  {
    id: id(),
    expiresAt: at('expires_at').notNull(),
    token: text('token').notNull().unique(),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    userId: userId(),
    activeOrganizationId: text('active_organization_id'),
  },
  (table) => [index('sessions_user').on(table.userId)],
);

/** How a person signs in; holds the password's hash. Never a mailbox's tokens. */
export const accounts = sqliteTable(
  'accounts',
  {
    id: id(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: userId(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: at('access_token_expires_at'),
    refreshTokenExpiresAt: at('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [index('accounts_user').on(table.userId)],
);

/** Hashes of mailed sign-in links. */
export const verifications = sqliteTable(
  'verifications',
  {
    id: id(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: at('expires_at').notNull(),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [index('verifications_identifier').on(table.identifier)],
);

/** A tenant. */
export const organizations = sqliteTable('organizations', {
  id: id(),
  name: text('name').notNull(),
  slug: text('slug').notNull().unique(),
  logo: text('logo'),
  createdAt: createdAt(),
  metadata: text('metadata'),
});

const organizationId = () =>
  text('organization_id')
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' });

export const members = sqliteTable(
  'members',
  {
    id: id(),
    organizationId: organizationId(),
    userId: userId(),
    role: text('role', { enum: ['owner', 'admin', 'agent', 'viewer'] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('members_organization_user').on(table.organizationId, table.userId),
    index('members_user').on(table.userId),
  ],
);

/** Who may join; see `invitation-secret.ts` for what only the mail holds. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: id(),
    organizationId: organizationId(),
    email: text('email').notNull(),
    role: text('role', { enum: ['owner', 'admin', 'agent', 'viewer'] }).notNull(),
    status: text('status').notNull().default('pending'),
    expiresAt: at('expires_at').notNull(),
    createdAt: createdAt(),
    inviterId: text('inviter_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
  },
  (table) => [
    index('invitations_organization').on(table.organizationId),
    index('invitations_email').on(table.email),
  ],
);

export const rateLimits = sqliteTable('rate_limits', {
  id: id(),
  key: text('key').notNull().unique(),
  count: integer('count').notNull(),
  lastRequest: integer('last_request').notNull(),
});

export const DEFAULT_INBOX_LIMIT = 10;

/**
 * What a tenant's plan allows, and how much of it is used; a tenant without a row has the defaults and
 * uses nothing. The counts are kept by triggers on `inboxes`, so that no page has to count rows.
 */
export const entitlements = sqliteTable('entitlements', {
  tenant: text('tenant')
    .primaryKey()
    .references(() => organizations.id, { onDelete: 'cascade' }),
  inboxLimit: integer('inbox_limit').notNull().default(DEFAULT_INBOX_LIMIT),
  activeInboxes: integer('active_inboxes').notNull().default(0),
  archivedInboxes: integer('archived_inboxes').notNull().default(0),
});

/** One row once a deployment has been set up: what makes SETUP_TOKEN useless. It outlives every tenant. */
export const setups = sqliteTable('setups', {
  id: integer('id').primaryKey().default(sql`1`),
  completedAt: at('completed_at').notNull(),
});
