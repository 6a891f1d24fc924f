import { useEffect, useMemo } from 'preact/hooks';
import type { InboxHealth } from '../../contract/health.ts';
import type { Inbox } from '../../contract/inbox.ts';
import { Card } from '../parts/card.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { lengthWords } from '../relative-time.ts';
import { countOf, percentWords, uptimeOf } from './days.ts';
import { NextCheck, NoLongerChecked } from './failing-note.tsx';
import { healthReader } from './health-reader.ts';
import { IncidentList } from './incident-list.tsx';
import { Strip } from './strip.tsx';

const MINUTE_MS = 60_000;

type Props = { org: string; inbox: Inbox };
type WellProps = { health: InboxHealth; inbox: Inbox };

// The sentence goes on after "Checks": "every 1 hour" is not English.
const everyWords = (minutes: number) =>
  minutes === 60 ? 'every hour' : `every ${lengthWords(minutes * MINUTE_MS)}`;

/** How an inbox is looked after, as it stands. */
const Rhythm = ({ health, inbox }: WellProps) => {
  const { archivedAt, failing, actions } = inbox;
  if (archivedAt !== null) return <>Archived inboxes are not checked.</>;
  if (!actions.includes('check')) return <>It is checked by itself once it is connected.</>;
  if (failing === null) return <>Checked by itself {everyWords(health.intervalMinutes)}.</>;
  if (failing.nextCheckAt === null) return <NoLongerChecked />;
  return (
    <>
      Checked by itself: <NextCheck at={failing.nextCheckAt} />.
    </>
  );
};

const Uptime = ({ health }: { health: InboxHealth }) => {
  const uptime = uptimeOf(health.days);
  if (countOf(health.days, 'unknown') === health.days.length) {
    return <p class="uptime-none">Not checked in the last 30 days.</p>;
  }
  if (uptime === null) {
    return (
      <p class="uptime-none">How much of the time it works is told after an hour of checks.</p>
    );
  }
  return (
    <p class="uptime">
      <strong class="uptime-percent">{percentWords(uptime)}</strong> of the time that it was
      checked, it worked
    </p>
  );
};

const Shown = ({ health, inbox }: WellProps) => (
  <div class="health">
    <Card title="Last 30 days" lead={<Rhythm health={health} inbox={inbox} />}>
      <Uptime health={health} />
      <Strip days={health.days} />
    </Card>
    <Card title="Incidents">
      <IncidentList incidents={health.incidents} />
    </Card>
  </div>
);

/** Whether an inbox has worked in its last 30 days, and what kept it from working. */
export const HealthTab = ({ org, inbox }: Props) => {
  const reader = useMemo(() => healthReader(org, inbox.id), [org, inbox.id]);
  // A check on this page may have found something.
  useEffect(() => void reader.load(), [reader, inbox]);
  const state = reader.state.value;
  switch (state.kind) {
    case 'loading':
      return <Skeleton rows={4} label="Loading the last 30 days" />;
    case 'failed':
      return <LoadFailure error={state.error} onRetry={() => void reader.load()} />;
    case 'shown':
      return <Shown health={state.health} inbox={inbox} />;
  }
};
