import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../platform/database.ts';
import { auditEvents } from '../audit/tables.ts';
import { type IncidentRow, incidents } from './tables.ts';

const MOST_INCIDENTS = 200;
const MOST_GROUPS = 20;
const MOST_NAMED = 100;

type Of = { tenant: string; inbox: string };

const itsOwn = ({ tenant, inbox }: Of) =>
  and(eq(incidents.tenant, tenant), eq(incidents.inbox, inbox));

/** An inbox's incidents that were not over at some moment, newest first. */
export const incidentsSince = (db: Database, of: Of, since: Date): Promise<IncidentRow[]> =>
  db
    .select()
    .from(incidents)
    .where(and(itsOwn(of), or(isNull(incidents.endedAt), gt(incidents.endedAt, since))))
    .orderBy(desc(incidents.beganAt), desc(incidents.id))
    .limit(MOST_INCIDENTS);

/** An inbox's incidents that began within a time, newest first. */
export const incidentsBetween = (
  db: Database,
  of: Of,
  { from, before }: { from: Date | null; before: Date | null },
): Promise<IncidentRow[]> =>
  db
    .select()
    .from(incidents)
    .where(
      and(
        itsOwn(of),
        from ? gte(incidents.beganAt, from) : undefined,
        before ? lt(incidents.beganAt, before) : undefined,
      ),
    )
    .orderBy(desc(incidents.beganAt), desc(incidents.id))
    .limit(MOST_INCIDENTS);

const OF_CONNECTION = [
  'inbox.connected',
  'inbox.connection-stored',
  'inbox.checked',
  'inbox.disconnected',
  'inbox.archived',
  'inbox.restored',
] as const;

/** More than one, as what a state was may be two events back. */
const EVENTS_BEFORE = 10;

/**
 * What people did since some moment that began or ended an inbox's being checked, oldest first, and the last of it
 * before.
 */
export const connectionEvents = async (db: Database, of: Of, since: Date) => {
  const events = eventsOfConnection(db, of);
  const [later, earlier] = await db.batch([
    events(gte(auditEvents.at, since)).orderBy(asc(auditEvents.seq)),
    events(lt(auditEvents.at, since)).orderBy(desc(auditEvents.seq)).limit(EVENTS_BEFORE),
  ]);
  return [...earlier.toReversed(), ...later];
};

const eventsOfConnection =
  (db: Database, { tenant, inbox }: Of) =>
  (when: SQL) =>
    db
      .select({ at: auditEvents.at, action: auditEvents.action, changes: auditEvents.changes })
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.tenant, tenant),
          eq(auditEvents.inbox, inbox),
          inArray(auditEvents.action, [...OF_CONNECTION]),
          sql`(action <> 'inbox.checked' or instr(changes, '"after":"passed"') > 0)`,
          when,
        ),
      );

type Member = { code: string; at: string; id: string; name: string; count: number; since: number };

/** Causes that put two or more of a tenant's inboxes in error, commonest first, and the first who are. */
export const sharedCauses = (db: Database, tenant: string): Promise<Member[]> =>
  db.all<Member>(
    sql`select code, at, id, name, count, since from (
        select i.code as code, i.at as at, b.id as id, b.name as name,
          count(*) over cause as count, min(i.began_at) over cause as since,
          row_number() over (partition by i.code, i.at order by b.id) as nth
        from incidents i join inboxes b on b.tenant = i.tenant and b.id = i.inbox
        where i.tenant = ${tenant} and i.confirmed_at is not null and i.ended_at is null
          and i.at is not null
        window cause as (partition by i.code, i.at)
      ) where count > 1 and nth <= ${MOST_NAMED}
      order by count desc, at, code, id limit ${MOST_GROUPS * MOST_NAMED}`,
  );
