import type { AuditAction } from '../../../contract/audit.ts';
import { HEALTH_DAYS, type HealthDay } from '../../../contract/health.ts';
import type { IncidentRow } from './tables.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** From, and until; in milliseconds since the epoch. */
type Span = readonly [from: number, until: number];

/** Something that began or ended an inbox's being checked. */
export type Turn = { at: Date; action: AuditAction; hasPassed: boolean };

type State = { isConnected: boolean; isArchived: boolean };

const after = (state: State, { action, hasPassed }: Turn): State => {
  switch (action) {
    case 'inbox.connected':
      return { ...state, isConnected: true };
    case 'inbox.checked':
      return hasPassed ? { ...state, isConnected: true } : state;
    case 'inbox.connection-stored':
    case 'inbox.disconnected':
      return { ...state, isConnected: false };
    case 'inbox.archived':
      return { ...state, isArchived: true };
    case 'inbox.restored':
      return { ...state, isArchived: false };
    default:
      return state;
  }
};

/** When an inbox was checked, as far as what people did tells. */
const watched = (turns: readonly Turn[], now: number): Span[] => {
  const spans: Span[] = [];
  let state: State = { isConnected: false, isArchived: false };
  let since: number | null = null;
  for (const turn of turns) {
    state = after(state, turn);
    const isWatched = state.isConnected && !state.isArchived;
    const at = turn.at.getTime();
    if (isWatched) since ??= at;
    else if (since !== null) {
      spans.push([since, at]);
      since = null;
    }
  }
  return since === null ? spans : [...spans, [since, now]];
};

const within = (spans: readonly Span[], [from, until]: Span): number =>
  spans.reduce(
    (sum, [begin, end]) => sum + Math.max(0, Math.min(end, until) - Math.max(begin, from)),
    0,
  );

const meets = (spans: readonly Span[], [from, until]: Span): boolean =>
  spans.some(([begin, end]) => begin < until && end >= from);

/** An inbox's last 30 days in UTC, oldest first, from its incidents and from when it was checked at all. */
export const daysOf = (
  incidents: readonly IncidentRow[],
  turns: readonly Turn[],
  now: Date,
): HealthDay[] => {
  const end = now.getTime();
  const until = ({ endedAt }: IncidentRow) => (endedAt ?? now).getTime();
  const troubles = incidents.map((one): Span => [one.beganAt.getTime(), until(one)]);
  const errors = incidents.flatMap((one): Span[] =>
    one.confirmedAt === null ? [] : [[one.confirmedAt.getTime(), until(one)]],
  );
  const checked = watched(turns, end);
  const today = end - (end % DAY_MS);
  return Array.from({ length: HEALTH_DAYS }, (_, at): HealthDay => {
    const from = today - (HEALTH_DAYS - 1 - at) * DAY_MS;
    const day: Span = [from, Math.min(from + DAY_MS, end + 1)];
    // Cut, as every length that is told is.
    const errorMinutes = Math.floor(within(errors, day) / MINUTE_MS);
    const isCalm = meets(checked, day) ? 'ok' : 'unknown';
    const state = meets(errors, day) ? 'error' : meets(troubles, day) ? 'trouble' : isCalm;
    const checkedMinutes = Math.max(errorMinutes, Math.round(within(checked, day) / MINUTE_MS));
    return { day: new Date(from).toISOString().slice(0, 10), state, errorMinutes, checkedMinutes };
  });
};
