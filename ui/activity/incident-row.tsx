import type { Incident } from '../../contract/health.ts';
import { Place } from '../health/incident-list.tsx';
import { causeOf, endOf, lengthOf, weightOf } from '../health/incident-words.ts';
import { AlertIcon } from '../parts/icons.tsx';
import { agoOf, exactTimeOf, timeOf } from './times.ts';

type Props = { incident: Incident; now: Date };

const deedOf = ({ confirmedAt, endedAt }: Incident) => {
  if (confirmedAt !== null) return 'The inbox stopped working';
  return endedAt === null ? 'Checks of the inbox began to fail' : 'Checks of the inbox failed';
};

const lasted = (incident: Incident, now: Date) =>
  incident.endedAt === null
    ? endOf(incident)
    : `For ${lengthOf(incident, now)}. ${endOf(incident)}`;

/** An incident among what people did, where it began. */
export const IncidentRow = ({ incident, now }: Props) => {
  const ago = agoOf(incident.beganAt, now);
  return (
    <li class="event" data-incident={incident.id}>
      <span class={`event-sign ${incident.confirmedAt === null ? '' : 'event-sign-bad'}`}>
        <AlertIcon />
      </span>
      <div class="event-words">
        <p class="event-deed">{deedOf(incident)}</p>
        <ul class="event-lines">
          <li>
            {causeOf(incident)} {incident.at && <Place at={incident.at} />}
          </li>
          <li>
            {weightOf(incident)}. {lasted(incident, now)}
          </li>
        </ul>
      </div>
      <time class="event-time" dateTime={incident.beganAt} title={exactTimeOf(incident.beganAt)}>
        {timeOf(incident.beganAt)}
        {ago && <span class="event-ago">{ago}</span>}
      </time>
    </li>
  );
};
