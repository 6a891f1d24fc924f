import { z } from 'zod';
import { sqlText } from '../audit-verify/events.ts';
import { type Source, UnavailableError } from '../audit-verify/source.ts';
import { goesWith } from './people.ts';
import { ofTenant, type TableOfATenant, tablesOfATenant } from './tables.ts';

const provider = z.enum(['gmail', 'microsoft']);

/** An account at a provider that signed in for an inbox. `held`: its tokens are still stored here. */
const permission = z.object({
  provider,
  account: z.string().nullable(),
  held: z.number().transform((held) => held > 0),
});
export type Permission = z.infer<typeof permission>;

/** What taking a tenant out would take along. */
export type Plan = {
  id: string;
  slug: string;
  name: string;
  rows: { table: TableOfATenant; count: number }[];
  /** People's addresses: who goes, and who stays, as they belong elsewhere. */
  going: string[];
  staying: string[];
  permissions: Permission[];
};

const tenantOf = async ({ ask }: Source, slug: string) => {
  const [row] = await ask(`SELECT id, name FROM organizations WHERE slug = ${sqlText(slug)}`);
  if (row) return { id: String(row.id), name: String(row.name) };
  throw new UnavailableError(`There is no organization "${slug}".`);
};

const counted = async ({ ask }: Source, id: string): Promise<Plan['rows']> => {
  const counts = tablesOfATenant.map(
    (table) => `(SELECT count(*) FROM ${table} WHERE ${ofTenant(table, id)}) AS ${table}`,
  );
  const [row = {}] = await ask(`SELECT ${counts.join(', ')}`);
  return tablesOfATenant.map((table) => ({ table, count: Number(row[table]) }));
};

const peopleOf = async ({ ask }: Source, id: string, now: Date) => {
  const rows = await ask(
    `SELECT email, (${goesWith(id, now)}) AS goes FROM users
      WHERE id IN (SELECT user_id FROM members WHERE organization_id = ${id}) ORDER BY email`,
  );
  const emails = (goes: number) =>
    rows.filter((row) => row.goes === goes).map(({ email }) => String(email));
  return { going: emails(1), staying: emails(0) };
};

const permissionsOf = async ({ ask }: Source, id: string): Promise<Permission[]> => {
  const rows = await ask(
    `SELECT connection_type AS provider, oauth_account ->> '$.account' AS account,
        sum(credentials_encrypted IS NOT NULL) AS held
      FROM inboxes WHERE tenant = ${id} AND connection_type <> 'imap'
        AND (oauth_account IS NOT NULL OR credentials_encrypted IS NOT NULL)
      GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return z.array(permission).parse(rows);
};

/** Looks at what is there of a tenant. Throws {@link UnavailableError}. */
export const planOf = async (source: Source, slug: string, now: Date): Promise<Plan> => {
  const { id, name } = await tenantOf(source, slug);
  const quoted = sqlText(id);
  return {
    ...{ id, slug, name },
    rows: await counted(source, quoted),
    ...(await peopleOf(source, quoted, now)),
    permissions: await permissionsOf(source, quoted),
  };
};
