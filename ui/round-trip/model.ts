import {
  type RoundTripEvent,
  type RoundTripResult,
  type RoundTripStep,
  roundTripSteps,
} from '../../contract/round-trip.ts';
import { ProblemError } from '../problem-error.ts';

export type StepMark = {
  step: RoundTripStep;
  status: 'pending' | 'running' | 'passed' | 'failed' | 'skipped';
  /** When it began, from the start of all. */
  sinceMs: number;
  /** How long it took; `null` before it has ended. */
  ms: number | null;
};

/** A message on its way. `looked`: how often the mailbox was looked through in vain, and how much of it. */
export type Journey = {
  /** By which a person finds it; `null` before anything is known of it. */
  subject: string | null;
  isQueued: boolean;
  steps: readonly StepMark[];
  looked: { times: number; folders: number } | null;
};

/** A round trip from the press of the button to what came of it. */
export type Trip =
  | { kind: 'idle' }
  | { kind: 'running'; journey: Journey }
  | { kind: 'done'; journey: Journey; result: RoundTripResult }
  /** Nobody listens any more. `isLoose`: the message may lie in the mailbox, or come there yet. */
  | { kind: 'stopped' | 'interrupted'; journey: Journey; isLoose: boolean }
  /** Never begun. `until` is when it may be tried again, in ms since the epoch, where that is known. */
  | { kind: 'refused'; error: unknown; until: number | null };

export const begin = (): Trip => ({
  kind: 'running',
  journey: {
    subject: null,
    isQueued: false,
    looked: null,
    steps: roundTripSteps.map((step) => ({ step, status: 'pending', sinceMs: 0, ms: null })),
  },
});

type StepEvent = Extract<RoundTripEvent, { type: 'step' }>;

const mark = (steps: readonly StepMark[], { step, status, ms }: StepEvent): StepMark[] =>
  steps.map((known) => {
    if (known.step !== step) return known;
    return status === 'running'
      ? { step, status, sinceMs: ms, ms: null }
      : { ...known, status, ms: Math.max(0, ms - known.sinceMs) };
  });

// What had no end by then will have none: a failure kept it from happening, or nobody listens any more.
const close = (journey: Journey): Journey => ({
  ...journey,
  isQueued: false,
  steps: journey.steps.map((known) =>
    known.status === 'pending' || known.status === 'running'
      ? { ...known, status: 'skipped' }
      : known,
  ),
});

const hearIn = (journey: Journey, event: Exclude<RoundTripEvent, { type: 'result' }>): Journey => {
  switch (event.type) {
    case 'queued':
      return { ...journey, isQueued: true };
    case 'began':
      return { ...journey, isQueued: false, subject: event.subject };
    case 'step':
      return { ...journey, isQueued: false, steps: mark(journey.steps, event) };
    case 'looked':
      return {
        ...journey,
        isQueued: false,
        looked: { times: (journey.looked?.times ?? 0) + 1, folders: event.folders },
      };
  }
};

export const hear = (trip: Trip, event: RoundTripEvent): Trip => {
  if (trip.kind !== 'running') return trip;
  if (event.type === 'result') {
    return { kind: 'done', journey: close(trip.journey), result: event.result };
  }
  return { kind: 'running', journey: hearIn(trip.journey, event) };
};

const hasEnded = ({ steps }: Journey, step: RoundTripStep, status: 'passed' | 'failed'): boolean =>
  steps.some((known) => known.step === step && known.status === status);

const leave = (kind: 'stopped' | 'interrupted', journey: Journey): Trip => ({
  kind,
  journey: close(journey),
  // What has been done since the last word of it is not known.
  isLoose:
    !journey.isQueued &&
    !hasEnded(journey, 'send', 'failed') &&
    !hasEnded(journey, 'delete', 'passed'),
});

/** The person wants it to end; what is on its way stays on its way. */
export const stop = (trip: Trip): Trip =>
  trip.kind === 'running' ? leave('stopped', trip.journey) : trip;

/** The stream ended before the result: nothing is known of the rest. */
export const interrupt = (trip: Trip): Trip =>
  trip.kind === 'running' ? leave('interrupted', trip.journey) : trip;

export const refuse = (error: unknown, now: number): Trip => {
  const seconds = error instanceof ProblemError ? error.problem.retryAfter : undefined;
  return { kind: 'refused', error, until: seconds === undefined ? null : now + seconds * 1000 };
};
