import type { RoundTripResult } from '../../contract/round-trip.ts';
import { Notice } from '../parts/notice.tsx';
import { Subject } from './subject.tsx';
import { Verdicts } from './verdicts.tsx';
import { isLeftBehind, outcomeOf } from './words.ts';

/** What is left of the message, if anything is. */
const Remains = ({ result }: { result: RoundTripResult }) => {
  const { ok, subject, failure } = result;
  if (!isLeftBehind(result)) return null;
  return (
    <Notice
      tone="warn"
      title={ok ? 'The message is still in the mailbox.' : 'The message may still arrive.'}
    >
      {ok && failure && (
        <>
          {failure.message} {failure.hint}{' '}
        </>
      )}
      It can be deleted by hand. Its subject is <Subject text={subject} />.
    </Notice>
  );
};

/** How a round trip ended. */
export const TripResult = ({ result }: { result: RoundTripResult }) => {
  const { tone, title, text } = outcomeOf(result);
  return (
    <div class="trip-result">
      <Notice tone={tone} title={title}>
        {result.ok && result.folder !== null && (
          <>
            Found in the folder “<bdi>{result.folder}</bdi>”
            {result.deleted && ', and deleted again'}.{' '}
          </>
        )}
        {text}
      </Notice>
      {result.ok && <Verdicts results={result.authentication} />}
      <Remains result={result} />
    </div>
  );
};
