import type { Timeline } from '../../../contract/audit.ts';
import type { PageQuery } from '../../../contract/page.ts';
import type { Database } from '../../platform/database.ts';
import { presentEvent } from '../audit/present.ts';
import { pageOfEvents } from '../audit/queries.ts';
import { presentIncident } from './present.ts';
import { incidentsBetween } from './queries.ts';

type Entry = Timeline['entries'][number];

const atOf = (entry: Entry): string => (entry.kind === 'event' ? entry.at : entry.beganAt);

/**
 * A page of what happened to an inbox, newest first: so many events, and the incidents that began among
 * them. The first page goes on to now, the last one back to the beginning.
 */
export const timelineOf = async (
  db: Database,
  of: { tenant: string; inbox: string },
  query: PageQuery,
): Promise<Timeline> => {
  const page = await pageOfEvents(db, of, query);
  const oldest = page.rows.at(-1)?.at ?? null;
  const incidents = await incidentsBetween(db, of, {
    from: page.nextCursor === null ? null : oldest,
    before: page.after,
  });
  const events = page.rows.map((row): Entry => ({ kind: 'event', ...presentEvent(row) }));
  const told = incidents.map((row): Entry => ({ kind: 'incident', ...presentIncident(row) }));
  const entries = [...events, ...told].sort((one, other) => (atOf(one) < atOf(other) ? 1 : -1));
  return { entries, nextCursor: page.nextCursor };
};
