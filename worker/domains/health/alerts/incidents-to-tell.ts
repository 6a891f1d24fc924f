import { type SQL, sql } from 'drizzle-orm';
import type { Deps } from '../../../deps.ts';
import type { Incident } from './words.ts';

const MINUTE_MS = 60_000;
/** How long others are waited for that fail, or work again, for the same cause. */
const GATHER_MS = 3 * MINUTE_MS;
/** How soon after a mail of a cause the next one of it may follow. */
const SAME_CAUSE_MS = 60 * MINUTE_MS;
/** Each costs a few statements; the next minute goes on. */
const MOST_GROUPS = 50;
const MOST_MEMBERS = 5000;

/** What has to be told: that inboxes fail, or that they work again. */
type News = {
  since: 'confirmed_at' | 'ended_at';
  told: 'alerted_at' | 'recovery_told_at';
  is: SQL;
};

export const FAILING: News = {
  since: 'confirmed_at',
  told: 'alerted_at',
  is: sql`i.confirmed_at is not null and i.alerted_at is null and i.ended_at is null`,
};

export const WORKING_AGAIN: News = {
  since: 'ended_at',
  told: 'recovery_told_at',
  is: sql`i.alerted_at is not null and i.ended_at is not null and i.recovery_told_at is null`,
};

/** Incidents of one tenant and cause, to be told in one mail. */
export type Group = [Incident, ...Incident[]];

type Cause = { tenant: string; code: string; at: string | null; inbox: string };
type Row = Omit<Incident, 'beganAt'> & { beganAt: number };

// Where it is not known where, nobody shares the cause.
const PLACE = sql`coalesce(i.at, i.inbox)`;

/**
 * The causes whose first news is three minutes old, unless one was told of within the hour: checks are
 * spread over the hour, and so is what they find.
 */
const causesOf = ({ db, now }: Pick<Deps, 'db' | 'now'>, { since, told, is }: News) => {
  const at = now().getTime();
  const lastTold = sql`(select max(s.${sql.raw(told)}) from incidents s
    where s.tenant = g.tenant and s.code = g.code and s.at is g.at and s.alerted_at is not null
    and (g.at is not null or s.inbox = g.inbox)
    and (s.ended_by is null or s.ended_by in ('check', 'reconnected')))`;
  return db.all<Cause>(
    sql`select g.tenant as tenant, g.code as code, g.at as at, g.inbox as inbox from (
        select i.tenant, i.code, i.at, i.inbox, min(i.${sql.raw(since)}) as first
        from incidents i where ${is} group by i.tenant, i.code, ${PLACE}
      ) g
      where g.first <= ${at - GATHER_MS}
      and coalesce(${lastTold}, 0) <= ${at - SAME_CAUSE_MS}
      order by g.first limit ${MOST_GROUPS}`,
  );
};

const membersOf = async (
  { db }: Pick<Deps, 'db'>,
  { is }: News,
  { tenant, code, at, inbox }: Cause,
): Promise<Incident[]> => {
  const place = at === null ? sql`i.at is null and i.inbox = ${inbox}` : sql`i.at = ${at}`;
  const rows = await db.all<Row>(
    sql`select i.id as id, i.tenant as tenant, i.inbox as inbox, i.code as code, i.at as at,
      i.began_at as "beganAt", b.name as name, b.email_address as "emailAddress",
      o.slug as slug, o.name as organization
      from incidents i join inboxes b on b.tenant = i.tenant and b.id = i.inbox
      join organizations o on o.id = i.tenant
      where ${is} and i.tenant = ${tenant} and i.code = ${code} and ${place}
      order by i.began_at, i.id limit ${MOST_MEMBERS}`,
  );
  return rows.map((row) => ({ ...row, beganAt: new Date(row.beganAt) }));
};

/**
 * What is to be told now, by tenant and cause, longest waited for first. A group is told three minutes after
 * its first, with all who are in it by then; who follows within the hour is told when that is over.
 */
export const groupsToTell = async (
  deps: Pick<Deps, 'db' | 'now'>,
  news: News,
): Promise<Group[]> => {
  const groups: Group[] = [];
  for (const cause of await causesOf(deps, news)) {
    const [first, ...rest] = await membersOf(deps, news, cause);
    if (first) groups.push([first, ...rest]);
  }
  return groups;
};
