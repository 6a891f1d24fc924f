import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { oauthOutcomes, oauthProviders, returnTargets } from '../../../contract/oauth.ts';
import { organizations } from '../tenants/tables.ts';

const at = (name: string) => integer(name, { mode: 'timestamp_ms' });
const tenant = () =>
  text('tenant')
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' });

/**
 * A sign-in at a provider that is under way. It belongs to one session, inbox and provider, and is used
 * once: the row stays, marked, so that whoever comes with it again is told so.
 */
export const oauthTransactions = sqliteTable(
  'oauth_transactions',
  {
    /** SHA-256 of `state`: reading the database is not enough to finish somebody's sign-in. */
    stateHash: text('state_hash').primaryKey(),
    tenant: tenant(),
    inbox: text('inbox').notNull(),
    person: text('person').notNull(),
    session: text('session').notNull(),
    provider: text('provider', { enum: oauthProviders }).notNull(),
    /** The code verifier and the nonce, sealed. */
    sealed: text('sealed').notNull(),
    sharedMailbox: text('shared_mailbox'),
    returnTo: text('return_to', { enum: returnTargets }).notNull(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (table) => [
    index('oauth_transactions_expires').on(table.expiresAt),
    index('oauth_transactions_person').on(table.person, table.expiresAt),
  ],
);

/** How a sign-in at a provider ended, for the page that it came back to. */
export const oauthResults = sqliteTable(
  'oauth_results',
  {
    id: text('id').primaryKey(),
    tenant: tenant(),
    inbox: text('inbox').notNull(),
    person: text('person').notNull(),
    provider: text('provider', { enum: oauthProviders }).notNull(),
    outcome: text('outcome', { enum: oauthOutcomes }).notNull(),
    expected: text('expected').notNull(),
    account: text('account'),
    mailbox: text('mailbox'),
    /** JSON: the scopes that were not granted. */
    missing: text('missing').notNull().default('[]'),
    reason: text('reason'),
    /** What is stored if the admin accepts the mailbox: sealed, until then, ten minutes. */
    pending: text('pending'),
    pendingUntil: at('pending_until'),
    /** The version of the credentials that accepting it replaces. */
    credentialsVersion: integer('credentials_version').notNull().default(0),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (table) => [
    index('oauth_results_inbox').on(table.tenant, table.inbox),
    index('oauth_results_expires').on(table.expiresAt),
    index('oauth_results_pending').on(table.pendingUntil).where(sql`pending is not null`),
  ],
);

/** Who is in the way: the client that we are to a provider, or a mail API that is not switched on for it. */
export const troubledParts = ['client', 'api'] as const;

/** A provider that refuses us ourselves. The operator's to mend; gone when that part works again. */
export const oauthTroubles = sqliteTable(
  'oauth_troubles',
  {
    provider: text('provider', { enum: oauthProviders }).notNull(),
    part: text('part', { enum: troubledParts }).notNull(),
    reason: text('reason').notNull(),
    since: at('since').notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.part] })],
);

/** What checks depend on and is nobody's inbox: while it is out, nothing is held against any. */
export const outageParts = ['connector', 'network', 'google', 'microsoft'] as const;
export type OutagePart = (typeof outageParts)[number];

/**
 * An outage of ours or of a provider; gone with the first answer. `seen` counts to two, as one failure
 * may be chance; `lastSeenAt` is kept to ten minutes.
 */
export const outages = sqliteTable('outages', {
  part: text('part', { enum: outageParts }).primaryKey(),
  since: at('since').notNull(),
  lastSeenAt: at('last_seen_at').notNull(),
  seen: integer('seen').notNull(),
});

/** What a tenant may do only so often, as each makes the connector dial servers of the tenant's choice. */
export const meteredUses = ['test', 'discovery', 'round-trip'] as const;

/** How often a tenant did it since the window began. */
export const connectorUses = sqliteTable(
  'connector_uses',
  {
    tenant: tenant(),
    use: text('use', { enum: meteredUses }).notNull(),
    since: at('since').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.use] })],
);

/**
 * Logins of a tenant at one server as one user, or as one user at whatever server: those under way, and
 * those refused in a row. Whoever comes next must know of both.
 */
export const loginAttempts = sqliteTable(
  'login_attempts',
  {
    tenant: tenant(),
    /** SHA-256 of what it is about: nobody's username is kept for this. */
    login: text('login').notNull(),
    pending: integer('pending').notNull(),
    refused: integer('refused').notNull(),
    lastAt: at('last_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.login] }),
    index('login_attempts_last').on(table.lastAt),
  ],
);
