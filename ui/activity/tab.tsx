import { useEffect, useMemo } from 'preact/hooks';
import type { Inbox } from '../../contract/inbox.ts';
import { fetchTimeline } from '../api.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { logReader } from './log-reader.ts';
import { LogView } from './log-view.tsx';

type Props = { org: string; inbox: Inbox };

/** What happened to one inbox. */
export const ActivityTab = ({ org, inbox }: Props) => {
  const { id } = inbox;
  const reader = useMemo(
    () =>
      logReader(async (cursor) => {
        const { entries, nextCursor } = await fetchTimeline(org, id, cursor);
        return { events: entries, nextCursor };
      }),
    [org, id],
  );
  // What is done on this page while the tab is open belongs on it at once.
  useEffect(() => void reader.load(), [reader, inbox]);
  return (
    <LogView
      reader={reader}
      link={null}
      empty={
        <EmptyState title="Nothing has happened yet">
          Whoever changes, connects or archives this inbox is named here.
        </EmptyState>
      }
    />
  );
};
