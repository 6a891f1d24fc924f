import { HEALTH_DAYS, type InboxHealth } from '../../../contract/health.ts';
import type { Deps } from '../../deps.ts';
import { lastCheckedAt, sweepsFor } from '../inboxes/check-slots.ts';
import { findInbox } from '../inboxes/queries.ts';
import { daysOf, type Turn } from './days.ts';
import { presentIncident } from './present.ts';
import { connectionEvents, incidentsSince } from './queries.ts';

const DAY_MS = 24 * 60 * 60_000;

type Event = Awaited<ReturnType<typeof connectionEvents>>[number];

const turnOf = ({ at, action }: Event): Turn => ({
  at,
  action,
  hasPassed: action === 'inbox.checked',
});

/** An inbox's last 30 days. Throws `not-found`. */
export const healthOf = async (
  { db, now, configuration }: Pick<Deps, 'db' | 'now' | 'configuration'>,
  tenant: string,
  id: string,
): Promise<InboxHealth> => {
  const row = await findInbox(db, tenant, id);
  const of = { tenant, inbox: id };
  const at = now();
  const intervalMinutes = configuration.CHECK_INTERVAL_MINUTES;
  const since = new Date(at.getTime() - HEALTH_DAYS * DAY_MS);
  const [incidents, events, sweeps] = await Promise.all([
    incidentsSince(db, of, since),
    connectionEvents(db, of, since),
    sweepsFor(db, row, intervalMinutes),
  ]);
  return {
    intervalMinutes,
    lastCheckedAt: lastCheckedAt(row, sweeps, intervalMinutes)?.toISOString() ?? null,
    nextCheckAt: row.nextCheckAt?.toISOString() ?? null,
    days: daysOf(incidents, events.map(turnOf), at),
    incidents: incidents.map(presentIncident),
  };
};
