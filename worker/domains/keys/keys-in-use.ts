import { sql } from 'drizzle-orm';
import type { Database } from '../../platform/database.ts';

/**
 * The ids of the keys that inboxes' credentials are sealed under. It leaps from one to the next in the
 * index, so that a million inboxes under two keys are four rows to read.
 */
export const keysInUse = async (db: Database): Promise<string[]> => {
  const next = (after: ReturnType<typeof sql>) =>
    sql`(select credentials_key_id from inboxes where credentials_key_id > ${after} order by credentials_key_id limit 1)`;
  const rows = await db.all<{ id: string }>(sql`
    with recursive used (id) as (
      select ${next(sql`''`)}
      union all
      select ${next(sql`used.id`)} from used where used.id is not null
    )
    select id from used where id is not null`);
  return rows.map(({ id }) => id);
};

/** How many inboxes' credentials are sealed under a key; it stops counting at `most`. */
export const inboxesUnder = async (
  db: Database,
  keyId: string,
  most = Number.MAX_SAFE_INTEGER,
): Promise<number> => {
  const [found] = await db.all<{ count: number }>(sql`
    select count(*) as count
    from (select 1 from inboxes where credentials_key_id = ${keyId} limit ${most})`);
  return found?.count ?? 0;
};
