import type { Incident } from '../../contract/health.ts';
import { clock } from '../clock.ts';
import { AlertIcon, CheckIcon } from '../parts/icons.tsx';
import { Minute } from '../parts/time.tsx';
import { causeOf, endOf, lengthOf, weightOf } from './incident-words.ts';
import { placeWords } from './shared-words.ts';

/** Where it was: a server with its port, or a provider. */
export const Place = ({ at }: { at: string }) => {
  const { name, port } = placeWords(at);
  return (
    <>
      at <bdi>{port === null ? name : `${name}:${port}`}</bdi>
    </>
  );
};

const Row = ({ incident }: { incident: Incident }) => {
  const isOver = incident.endedAt !== null;
  const Shape = isOver ? CheckIcon : AlertIcon;
  return (
    <li class="incident" data-over={isOver}>
      <span class="incident-sign">
        <Shape />
      </span>
      <div class="incident-words">
        <p>
          <span class="incident-cause" title={incident.message}>
            {causeOf(incident)}
          </span>{' '}
          {incident.at && <Place at={incident.at} />}
        </p>
        <p class="incident-note">
          Began <Minute at={incident.beganAt} />. {weightOf(incident)}. {endOf(incident)}
        </p>
      </div>
      <p class="incident-length">
        {lengthOf(incident, clock.value)}
        {!isOver && ' so far'}
      </p>
    </li>
  );
};

/** What kept an inbox from working, newest first. */
export const IncidentList = ({ incidents }: { incidents: readonly Incident[] }) =>
  incidents.length === 0 ? (
    <p class="incident-none">No incident in the last 30 days.</p>
  ) : (
    <ol class="incidents">
      {incidents.map((incident) => (
        <Row key={incident.id} incident={incident} />
      ))}
    </ol>
  );
