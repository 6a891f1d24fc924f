import type { ComponentChildren } from 'preact';
import { Button } from '../parts/button.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { EventList, type InboxLink } from './event-list.tsx';
import type { LogReader } from './log-reader.ts';

type Props = { reader: LogReader; link: InboxLink; empty: ComponentChildren };

const counted = (count: number, isAll: boolean) =>
  `${count} ${count === 1 ? 'event' : 'events'} shown${isAll ? '; there are no older ones' : ''}.`;

/** A list of events in every state that reading it can be in. */
export const LogView = ({ reader, link, empty }: Props) => {
  const log = reader.state.value;
  if (log.kind === 'loading') return <Skeleton rows={4} label="Loading what happened" />;
  if (log.kind === 'failed') {
    return <LoadFailure error={log.error} onRetry={() => void reader.load()} />;
  }
  if (log.events.length === 0) return <>{empty}</>;
  return (
    <div class="log">
      <p class="visually-hidden" role="status">
        {counted(log.events.length, log.nextCursor === null)}
      </p>
      <EventList events={log.events} link={link} />
      {log.kind === 'more-failed' && <ProblemNotice error={log.error} />}
      {log.nextCursor !== null && (
        <div class="list-foot">
          <Button busy={log.kind === 'loading-more'} onClick={() => void reader.more()}>
            Load more
          </Button>
        </div>
      )}
    </div>
  );
};
