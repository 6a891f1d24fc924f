import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../../platform/database.ts';
import { auditEvents } from '../audit/tables.ts';
import { inboxes } from '../inboxes/tables.ts';
import { type IncidentRow, incidents } from './tables.ts';

const MOST_INCIDENTS = 200;
const MOST_GROUPS = 20;
const MOST_NAMED = 1000;

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

/** What people did that began or ended an inbox's being checked, oldest first. */
export const connectionEvents = (db: Database, { tenant, inbox }: Of) =>
  db
    .select({ at: auditEvents.at, action: auditEvents.action, changes: auditEvents.changes })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenant, tenant),
        eq(auditEvents.inbox, inbox),
        inArray(auditEvents.action, [...OF_CONNECTION]),
      ),
    )
    .orderBy(asc(auditEvents.seq));

const isError = (tenant: string) =>
  and(eq(incidents.tenant, tenant), isNotNull(incidents.confirmedAt), isNull(incidents.endedAt));

/** Causes that put two or more of a tenant's inboxes in error, and who they are. */
export const sharedCauses = async (db: Database, tenant: string) => {
  const groups = db
    .select({
      code: incidents.code,
      at: incidents.at,
      count: sql<number>`count(*)`,
      since: sql<number>`min(${incidents.beganAt})`,
    })
    .from(incidents)
    .where(and(isError(tenant), isNotNull(incidents.at)))
    .groupBy(incidents.code, incidents.at)
    .having(sql`count(*) > 1`)
    .orderBy(desc(sql`count(*)`), asc(incidents.at))
    .limit(MOST_GROUPS);
  const names = db
    .select({ code: incidents.code, at: incidents.at, id: inboxes.id, name: inboxes.name })
    .from(incidents)
    .innerJoin(inboxes, and(eq(inboxes.tenant, incidents.tenant), eq(inboxes.id, incidents.inbox)))
    .where(and(isError(tenant), isNotNull(incidents.at)))
    .orderBy(asc(inboxes.id))
    .limit(MOST_NAMED);
  const [causes, members] = await db.batch([groups, names]);
  return { causes, members };
};
