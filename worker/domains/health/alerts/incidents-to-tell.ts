import { sql } from 'drizzle-orm';
import type { Deps } from '../../../deps.ts';
import type { Incident } from './words.ts';

const MINUTE_MS = 60_000;
/** How long others are waited for that fail for the same cause. */
const GATHER_MS = 3 * MINUTE_MS;
/** How soon after a mail of a cause the next one of it may follow. */
const SAME_CAUSE_MS = 60 * MINUTE_MS;
const MOST = 500;

type Row = Omit<Incident, 'beganAt'> & { beganAt: number; settled: number };

/** Incidents of one tenant and cause, to be told in one mail. */
export type Group = [Incident, ...Incident[]];

const incidentOf = ({ id, tenant, inbox, code, at, beganAt, ...names }: Row): Incident => {
  const { name, emailAddress, slug, organization } = names;
  const of = { name, emailAddress, slug, organization };
  return { id, tenant, inbox, code, at, ...of, beganAt: new Date(beganAt) };
};

const grouped = (rows: readonly Row[]): Group[] => {
  const groups = Map.groupBy(rows, ({ tenant, code, at }) => JSON.stringify([tenant, code, at]));
  return [...groups.values()].flatMap((group): Group[] => {
    if (!group.some(({ settled }) => settled === 1)) return [];
    const [first, ...rest] = group.map(incidentOf);
    return first ? [[first, ...rest]] : [];
  });
};

const COLUMNS = sql`i.id as id, i.tenant as tenant, i.inbox as inbox, i.code as code, i.at as at, i.began_at as "beganAt",
  b.name as name, b.email_address as "emailAddress", o.slug as slug, o.name as organization`;

const JOINS = sql`join inboxes b on b.tenant = i.tenant and b.id = i.inbox join organizations o on o.id = i.tenant`;

/**
 * The incidents that put inboxes in error and are not told yet, by tenant and cause. A group is told three
 * minutes after its first, so that inboxes that fail together are in one mail; who follows within the hour
 * is told when that is over.
 */
export const untoldIncidents = async ({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<Group[]> => {
  const at = now().getTime();
  const lastTold = sql`(select max(s.alerted_at) from incidents s
    where s.tenant = i.tenant and s.code = i.code and s.at is i.at and s.confirmed_at is not null and s.ended_at is null)`;
  const rows = await db.all<Row>(
    sql`select ${COLUMNS},
      (i.confirmed_at <= ${at - GATHER_MS} and coalesce(${lastTold}, 0) <= ${at - SAME_CAUSE_MS}) as settled
      from incidents i ${JOINS}
      where i.confirmed_at is not null and i.alerted_at is null and i.ended_at is null
      order by i.confirmed_at limit ${MOST}`,
  );
  return grouped(rows);
};

/** The incidents that were told and are over, by tenant and cause, gathered in the same way. */
export const untoldRecoveries = async ({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<Group[]> => {
  const rows = await db.all<Row>(
    sql`select ${COLUMNS}, (i.ended_at <= ${now().getTime() - GATHER_MS}) as settled
      from incidents i ${JOINS}
      where i.alerted_at is not null and i.ended_at is not null and i.recovery_told_at is null
      order by i.ended_at limit ${MOST}`,
  );
  return grouped(rows);
};
