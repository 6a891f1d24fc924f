import { sqlText } from '../audit-verify/events.ts';
import type { Source } from '../audit-verify/source.ts';
import { goesWith } from './people.ts';
import { ofTenant, type TableOfATenant } from './tables.ts';

// Few enough for one statement's time, with what goes along by cascade.
const AT_ONCE = 1000;

// People first: that they belonged here is known by what goes next.
const lockOut = (id: string, now: Date): string[] => [
  `DELETE FROM users WHERE ${goesWith(id, now)}`,
  `DELETE FROM members WHERE organization_id = ${id}`,
  `DELETE FROM invitations WHERE organization_id = ${id}`,
  `UPDATE sessions SET active_organization_id = NULL WHERE active_organization_id = ${id}`,
  `DELETE FROM oauth_transactions WHERE tenant = ${id}`,
  `DELETE FROM oauth_results WHERE tenant = ${id}`,
];

const LIVE = '(credentials_encrypted IS NOT NULL OR archived_at IS NULL)';

// Archived: nobody checks it, connects it or is given what it holds. A check under way finds another version.
const putOut = (id: string, now: Date): string =>
  `UPDATE inboxes SET credentials_encrypted = NULL, credentials_key_id = NULL,
    credentials_version = credentials_version + 1, connected_at = NULL, last_error = NULL, last_error_at = NULL,
    failing_since = NULL, failing_code = NULL, failing_at = NULL, failing_checks = 0, next_check_at = NULL,
    auto_response_enabled = 0, archived_at = coalesce(archived_at, ${now.getTime()}), version = version + 1
  WHERE id IN (SELECT id FROM inboxes WHERE tenant = ${id} AND ${LIVE} LIMIT ${AT_ONCE})`;

const isAny = async ({ ask }: Source, from: string): Promise<boolean> =>
  (await ask(`SELECT 1 AS found FROM ${from} LIMIT 1`)).length > 0;

const drain = async (source: Source, statement: string, from: string): Promise<void> => {
  while (await isAny(source, from)) await source.ask(statement);
};

const emptyTable = async (source: Source, table: TableOfATenant, id: string): Promise<void> => {
  const rows = `${table} WHERE ${ofTenant(table, id)}`;
  const some = `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${rows} LIMIT ${AT_ONCE})`;
  await drain(source, some, rows);
};

/**
 * Takes a tenant out, step by step, each of which may be the last that is reached: first nobody gets in
 * and no credentials are left, then its rows go, the organization last, so that it can be asked for again.
 */
export const erase = async (source: Source, tenant: string, now: Date): Promise<void> => {
  const id = sqlText(tenant);
  for (const statement of lockOut(id, now)) await source.ask(statement);
  await drain(source, putOut(id, now), `inboxes WHERE tenant = ${id} AND ${LIVE}`);
  // These refer to what they belong to without going along with it.
  for (const table of ['tickets', 'audit_events'] as const) await emptyTable(source, table, id);
  // So many that going along with the organization might take too long.
  await emptyTable(source, 'inboxes', id);
  await source.ask(`DELETE FROM organizations WHERE id = ${id}`);
};
