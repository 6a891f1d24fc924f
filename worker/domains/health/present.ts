import type { Incident, SharedTrouble } from '../../../contract/health.ts';
import type { InboxErrorCode } from '../../../contract/inbox.ts';
import { errorWords } from '../inboxes/error-words.ts';
import type { sharedCauses } from './queries.ts';
import type { IncidentRow } from './tables.ts';

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
export const presentShared = (
  members: Awaited<ReturnType<typeof sharedCauses>>,
): SharedTrouble[] => {
  const causes = Map.groupBy(members, ({ code, at }) => `${code} ${at}`);
  return [...causes.values()].flatMap((group): SharedTrouble[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { at, count, since } = first;
    const code = first.code as InboxErrorCode;
    const inboxes = group.map(({ id, name }) => ({ id, name }));
    const message = errorWords(code);
    return [{ code, message, at, count, inboxes, since: new Date(since).toISOString() }];
  });
};
