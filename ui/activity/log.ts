import type { AuditEvent } from '../../contract/audit.ts';
import type { Incident } from '../../contract/health.ts';

/** What a person did, or what befell an inbox by itself. */
export type Entry = (AuditEvent & { kind?: 'event' }) | (Incident & { kind: 'incident' });

export type EventPage = { events: Entry[]; nextCursor: string | null };

export const isIncident = (entry: Entry): entry is Incident & { kind: 'incident' } =>
  entry.kind === 'incident';

/** By what an entry is known from all others. */
export const keyOf = (entry: Entry): string =>
  isIncident(entry) ? `incident ${entry.id}` : `event ${entry.seq}`;

const atOf = (entry: Entry): string => (isIncident(entry) ? entry.beganAt : entry.at);

/** A list of events as it is being read, newest first. */
export type Log =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | ({ kind: 'shown' } & EventPage)
  | ({ kind: 'loading-more' } & EventPage)
  | ({ kind: 'more-failed'; error: unknown } & EventPage);

export const show = ({ events, nextCursor }: EventPage): Log => ({
  kind: 'shown',
  events,
  nextCursor,
});

export const loadMore = (log: Log): Log =>
  'events' in log ? { kind: 'loading-more', events: log.events, nextCursor: log.nextCursor } : log;

/** Adds the page that follows; an event is shown once. */
export const append = (log: Log, page: EventPage): Log => {
  if (!('events' in log)) return log;
  const known = new Set(log.events.map(keyOf));
  return show({
    events: [...log.events, ...page.events.filter((entry) => !known.has(keyOf(entry)))],
    nextCursor: page.nextCursor,
  });
};

export const fail = (log: Log, error: unknown): Log =>
  'events' in log
    ? { kind: 'more-failed', error, events: log.events, nextCursor: log.nextCursor }
    : { kind: 'failed', error };

export type Day = { key: string; at: string; events: Entry[] };

/** The day of a moment where the person is. */
const dayKey = (at: Date) => `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;

export const byDay = (events: readonly Entry[]): Day[] => {
  const days: Day[] = [];
  for (const event of events) {
    const key = dayKey(new Date(atOf(event)));
    const last = days.at(-1);
    if (last?.key === key) last.events.push(event);
    else days.push({ key, at: atOf(event), events: [event] });
  }
  return days;
};

/** Inboxes that these events tell the end of: there is nothing left to lead to. */
export const deletedIn = (events: readonly Entry[]): ReadonlySet<string> =>
  new Set(
    events.flatMap((entry) =>
      !isIncident(entry) && entry.action === 'inbox.deleted' ? [entry.inbox.id] : [],
    ),
  );
