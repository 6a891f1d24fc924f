/** Every table that says whose its rows are, and the column that does. */
export const TABLES_OF_A_TENANT = {
  alert_opt_outs: 'tenant',
  alerts: 'tenant',
  audit_events: 'tenant',
  connector_uses: 'tenant',
  entitlements: 'tenant',
  expiries: 'tenant',
  idempotency_keys: 'tenant',
  inbox_aliases: 'tenant',
  inboxes: 'tenant',
  incidents: 'tenant',
  invitations: 'organization_id',
  login_attempts: 'tenant',
  members: 'organization_id',
  oauth_results: 'tenant',
  oauth_transactions: 'tenant',
  tickets: 'tenant',
} as const satisfies Record<string, 'tenant' | 'organization_id'>;

export type TableOfATenant = keyof typeof TABLES_OF_A_TENANT;

/** The rows of a table that are a tenant's, as SQL. `id` is SQL too. */
export const ofTenant = (table: TableOfATenant, id: string): string =>
  `${table}.${TABLES_OF_A_TENANT[table]} = ${id}`;

export const tablesOfATenant = Object.keys(TABLES_OF_A_TENANT) as TableOfATenant[];
