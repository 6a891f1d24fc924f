import { sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { oauthResults, oauthTransactions } from '../connections/tables.ts';

// v1.<key id>.<iv>.<box>
const keyIdOf = (column: ReturnType<typeof sql>) =>
  sql`substr(substr(${column}, 4), 1, instr(substr(${column}, 4), '.') - 1)`;

/**
 * How many sign-ins at providers that can still be finished are sealed under each key. They are not
 * sealed anew: within ten minutes they are over.
 */
export const shortLivedByKey = async ({
  db,
  now,
}: Pick<Deps, 'db' | 'now'>): Promise<ReadonlyMap<string, number>> => {
  const at = now().getTime();
  const rows = await db.all<{ id: string; count: number }>(sql`
    select id, count(*) as count from (
      select ${keyIdOf(sql`sealed`)} as id from ${oauthTransactions}
      where expires_at > ${at} and used_at is null and sealed like 'v1.%'
      union all
      select ${keyIdOf(sql`pending`)} from ${oauthResults}
      where pending_until > ${at} and pending like 'v1.%'
    ) group by id`);
  return new Map(rows.map(({ id, count }) => [id, count]));
};
