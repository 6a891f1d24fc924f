import type { AuditEvent } from '../../contract/audit.ts';
import { actionIcon } from './action-icon.tsx';
import { IncidentRow } from './incident-row.tsx';
import { byDay, deletedIn, type Entry, isIncident, keyOf } from './log.ts';
import { agoOf, dayName, exactTimeOf, timeOf } from './times.ts';
import { TypedText } from './typed-text.tsx';
import { deedOf, linesOf, type Phrase } from './words.ts';

/** Where an event's inbox is named and led to; on the inbox's own page it goes without saying. */
export type InboxLink = ((id: string) => string) | null;

const Said = ({ phrase }: { phrase: Phrase }) => (
  <>
    {phrase.map((part, at) =>
      typeof part === 'string' ? part : <TypedText key={at} text={part.typed} />,
    )}
  </>
);

const Subject = ({ event, href }: { event: AuditEvent; href: string | null }) =>
  href === null ? (
    <bdi class="event-inbox">{event.inbox.name}</bdi>
  ) : (
    <a class="event-inbox" href={href}>
      <bdi>{event.inbox.name}</bdi>
    </a>
  );

type RowProps = { event: AuditEvent; link: InboxLink; isGone: boolean; now: Date };

const Row = ({ event, link, isGone, now }: RowProps) => {
  const [before, after] = deedOf(event);
  const lines = linesOf(event);
  const ago = agoOf(event.at, now);
  const Shape = actionIcon(event.action);
  return (
    <li class="event">
      <span class="event-sign">
        <Shape />
      </span>
      <div class="event-words">
        <p class="event-deed">
          <bdi class="event-actor">{event.actor.name}</bdi> {before}
          {link === null ? (
            'the inbox'
          ) : (
            <Subject event={event} href={isGone ? null : link(event.inbox.id)} />
          )}
          {after}
        </p>
        {lines.length > 0 && (
          <ul class="event-lines">
            {lines.map((phrase, at) => (
              <li key={at}>
                <Said phrase={phrase} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <time class="event-time" dateTime={event.at} title={exactTimeOf(event.at)}>
        {timeOf(event.at)}
        {ago && <span class="event-ago">{ago}</span>}
      </time>
    </li>
  );
};

type Props = { events: Entry[]; link: InboxLink };

/** Who did what and when, and what befell an inbox, newest first, day by day. */
export const EventList = ({ events, link }: Props) => {
  const now = new Date();
  const gone = deletedIn(events);
  return (
    <div class="days">
      {byDay(events).map((day) => (
        <section key={day.key} aria-labelledby={`day-${day.key}`}>
          <h2 class="day" id={`day-${day.key}`}>
            <time dateTime={day.key}>{dayName(day.at, now)}</time>
          </h2>
          <ol class="events">
            {day.events.map((entry) =>
              isIncident(entry) ? (
                <IncidentRow key={keyOf(entry)} incident={entry} now={now} />
              ) : (
                <Row
                  key={keyOf(entry)}
                  event={entry}
                  link={link}
                  isGone={gone.has(entry.inbox.id)}
                  now={now}
                />
              ),
            )}
          </ol>
        </section>
      ))}
    </div>
  );
};
