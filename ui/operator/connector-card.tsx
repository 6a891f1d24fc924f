import type { OperatorView } from '../../contract/operator.ts';
import { Minute } from '../parts/time.tsx';
import { BoardCard } from './board-card.tsx';
import { shown } from './model.ts';
import { StateLine } from './state-line.tsx';
import { connectorWords } from './words.ts';

/** Whether mail servers can be asked at all. */
export const ConnectorCard = ({ view: { connector, outages } }: { view: OperatorView }) => {
  const outage = outages.find(({ part }) => part === 'connector');
  return (
    <BoardCard id="connector" title="Connector">
      {connector.ok ? (
        <StateLine tone="good">Answered in {shown(connector.ms)} ms.</StateLine>
      ) : (
        <StateLine tone="bad">{connectorWords(connector.reason)}</StateLine>
      )}
      {outage && (
        <StateLine tone="bad">
          Checks have not got through since <Minute at={outage.since} />.
        </StateLine>
      )}
      {(!connector.ok || outage) && (
        <p class="board-note">
          While it is out, no IMAP / SMTP inbox is checked, and none is marked as failing for it.
        </p>
      )}
    </BoardCard>
  );
};
