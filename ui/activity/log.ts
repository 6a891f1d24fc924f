import type { AuditEvent } from '../../contract/audit.ts';

export type EventPage = { events: AuditEvent[]; nextCursor: string | null };

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
  const known = new Set(log.events.map(({ seq }) => seq));
  return show({
    events: [...log.events, ...page.events.filter(({ seq }) => !known.has(seq))],
    nextCursor: page.nextCursor,
  });
};

export const fail = (log: Log, error: unknown): Log =>
  'events' in log
    ? { kind: 'more-failed', error, events: log.events, nextCursor: log.nextCursor }
    : { kind: 'failed', error };

export type Day = { key: string; at: string; events: AuditEvent[] };

/** The day of a moment where the person is. */
const dayKey = (at: Date) => `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;

export const byDay = (events: readonly AuditEvent[]): Day[] => {
  const days: Day[] = [];
  for (const event of events) {
    const key = dayKey(new Date(event.at));
    const last = days.at(-1);
    if (last?.key === key) last.events.push(event);
    else days.push({ key, at: event.at, events: [event] });
  }
  return days;
};

/** Inboxes that these events tell the end of: there is nothing left to lead to. */
export const deletedIn = (events: readonly AuditEvent[]): ReadonlySet<string> =>
  new Set(events.filter(({ action }) => action === 'inbox.deleted').map(({ inbox }) => inbox.id));
