import type { Inbox } from '../../contract/inbox.ts';
import { FailingNote, NextCheck, NoLongerChecked } from '../health/failing-note.tsx';
import { Place } from '../health/incident-list.tsx';
import { causeOf } from '../health/incident-words.ts';
import { Notice } from '../parts/notice.tsx';
import { Moment } from '../parts/time.tsx';

type Props = { inbox: Pick<Inbox, 'failing' | 'lastError' | 'status'> };

/** Since when an inbox in error fails, and when it is looked at again. */
export const FailingSince = ({ inbox: { failing, lastError } }: Props) => {
  const since = failing?.since ?? lastError?.at;
  if (since === undefined) return null;
  return (
    <>
      Failing since <Moment at={since} />
      {failing?.nextCheckAt && (
        <>
          ; checked again by itself, <NextCheck at={failing.nextCheckAt} />
        </>
      )}
      .
      {failing?.nextCheckAt === null && (
        <>
          {' '}
          <NoLongerChecked />
        </>
      )}
    </>
  );
};

/** Of an inbox that is connected: that checks fail, and that this may pass. */
export const FailingChecks = ({ inbox: { failing, status } }: Props) =>
  failing === null || status !== 'connected' ? null : (
    <Notice
      tone="info"
      title={
        <>
          <FailingNote failing={failing} />.
        </>
      }
    >
      {causeOf(failing)}
      {failing.at && (
        <>
          {' '}
          <Place at={failing.at} />
        </>
      )}
      . That may pass by itself; if it goes on for half an hour, the inbox is marked as broken.
    </Notice>
  );
