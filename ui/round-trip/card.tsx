import type { Inbox } from '../../contract/inbox.ts';
import { durationWords } from '../durations.ts';
import { describe } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import type { Trip } from './model.ts';
import type { RoundTripRunner } from './runner.ts';
import { useSecondsUntil } from './seconds-until.ts';
import { StepList } from './step-list.tsx';
import { Subject } from './subject.tsx';
import { TripResult } from './trip-result.tsx';
import { announcement } from './words.ts';

/** It counts down to be seen; what is announced is said once, elsewhere. */
const Refusal = ({ error, wait }: { error: unknown; wait: number | null }) => {
  const { title, advice } = describe(error);
  return (
    <Notice tone="warn" title={title}>
      Nothing was sent. {wait === null && advice}
      {wait === 0 && 'It can be tried again now.'}
      {wait !== null && wait > 0 && (
        <>
          Try again in <span role="timer">{durationWords(wait)}</span>.
        </>
      )}
    </Notice>
  );
};

const Remainder = ({ subject }: { subject: string | null }) => (
  <>
    If it was sent by then, the message still arrives in the mailbox, and stays there. It can be
    deleted by hand.{' '}
    {subject === null ? (
      'Its subject begins with “Letterbox test”.'
    ) : (
      <>
        Its subject is <Subject text={subject} />.
      </>
    )}
  </>
);

/** What ending it early, by the person or the network, leaves behind. */
const Unfinished = ({ trip }: { trip: Extract<Trip, { kind: 'stopped' | 'interrupted' }> }) => (
  <Notice
    tone={trip.kind === 'stopped' ? 'info' : 'warn'}
    title={trip.kind === 'stopped' ? 'Stopped.' : 'The test was interrupted.'}
  >
    {trip.isLoose ? <Remainder subject={trip.journey.subject} /> : 'Nothing was sent.'}
  </Notice>
);

const Outcome = ({ trip, wait }: { trip: Trip; wait: number | null }) => {
  switch (trip.kind) {
    case 'done':
      return <TripResult result={trip.result} />;
    case 'stopped':
    case 'interrupted':
      return <Unfinished trip={trip} />;
    case 'refused':
      return <Refusal error={trip.error} wait={wait} />;
    default:
      return null;
  }
};

const buttonWords = ({ kind }: Trip) => {
  if (kind === 'running') return 'Stop';
  return kind === 'idle' || kind === 'refused'
    ? 'Send a test message'
    : 'Send another test message';
};

type Props = {
  runner: RoundTripRunner;
  inbox: Pick<Inbox, 'emailAddress'>;
  /** The forms above hold something that is not stored. */
  isUnsaved: boolean;
  /** Something else is at work at the same servers. */
  blocked: boolean;
};

/** Sends a real message through the stored servers, and tells how it travels. Never required. */
export const RoundTripCard = ({ runner, inbox, isUnsaved, blocked }: Props) => {
  const trip = runner.state.value;
  const wait = useSecondsUntil(trip.kind === 'refused' ? trip.until : null);
  const isRunning = trip.kind === 'running';
  return (
    <section class="card trip" aria-labelledby="round-trip-title">
      <div class="trip-lead">
        <h2 class="card-title" id="round-trip-title">
          Send a test message
        </h2>
        <p class="card-lead">
          Sends a real message from <bdi class="trip-address">{inbox.emailAddress}</bdi> to itself,
          finds it again in whatever folder it lands, and deletes it. It can take a few minutes; the
          inbox works without it.
        </p>
        {isUnsaved && (
          <p class="trip-note">It goes through the stored settings, not what is changed above.</p>
        )}
      </div>
      <div class="trip-bar">
        <Button
          blocked={!isRunning && (blocked || (wait ?? 0) > 0)}
          onClick={() => (isRunning ? runner.stop() : void runner.start())}
        >
          {buttonWords(trip)}
        </Button>
        {isRunning && <span class="spinner" aria-hidden="true" />}
        {isRunning && (
          <p class="trip-note">
            {trip.journey.isQueued
              ? 'Waiting for a free tester…'
              : 'It goes on while you look at the other tabs of this inbox. Once it is sent, stopping doesn’t call it back.'}
          </p>
        )}
      </div>
      {trip.kind !== 'idle' && trip.kind !== 'refused' && <StepList journey={trip.journey} />}
      <Outcome trip={trip} wait={wait} />
      <p class="visually-hidden" aria-live="polite">
        {announcement(trip)}
      </p>
    </section>
  );
};
