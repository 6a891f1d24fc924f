import type { Incident, SharedTrouble } from '../../../contract/health.ts';
import type { InboxErrorCode } from '../../../contract/inbox.ts';
import { errorWords } from '../inboxes/error-words.ts';
import type { sharedCauses } from './queries.ts';
import type { IncidentRow } from './tables.ts';

const MOST_NAMED = 100;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** An incident as it may be shown. */
export const presentIncident = (row: IncidentRow): Incident => {
  const code = row.code as InboxErrorCode;
  return {
    ...{ id: row.id, code, message: errorWords(code), at: row.at, failures: row.failures },
    beganAt: row.beganAt.toISOString(),
    confirmedAt: iso(row.confirmedAt),
    endedAt: iso(row.endedAt),
    endedBy: row.endedBy,
  };
};

/** What several inboxes share, as it may be shown. */
export const presentShared = ({
  causes,
  members,
}: Awaited<ReturnType<typeof sharedCauses>>): SharedTrouble[] =>
  causes.map(({ code: stored, at, count, since }) => {
    const code = stored as InboxErrorCode;
    const inboxes = members
      .filter((member) => member.code === stored && member.at === at)
      .slice(0, MOST_NAMED)
      .map(({ id, name }) => ({ id, name }));
    return {
      ...{ code, message: errorWords(code), at: at ?? '', count, inboxes },
      since: new Date(since).toISOString(),
    };
  });
