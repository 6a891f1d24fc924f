import type { FailureCode } from '../../contract/failure.ts';
import { wordFailure } from '../../contract/failure.ts';
import type { Protocol } from '../../contract/mail-server.ts';
import type { RoundTripEvent, RoundTripResult, RoundTripStep } from '../../contract/round-trip.ts';
import { elapsedMs } from '../protocol-run.ts';
import type { Place } from '../reach-server.ts';

/** A round trip under way: what is known of it so far, and how it is told. */
export type Trip = {
  result: RoundTripResult;
  /** Why the server, which has all of the message, has not said that it takes it; `null` before and after. */
  unanswered: FailureCode | null;
  /** Milliseconds since it began. */
  since(): number;
  tell(step: RoundTripStep, status: 'running' | 'passed' | 'failed'): void;
  /** The server has all of the message. */
  handedOver(): void;
  /** The server has said that it takes the message, or has shown it. */
  taken(): void;
  /** The server has said that it does not take the message. */
  refused(): void;
  looked(folders: number): void;
  fail(step: RoundTripStep, protocol: Protocol, code: FailureCode): void;
  /** Emits the result, with the time that all of it took. */
  end(): RoundTripResult;
};

const begun = (subject: string): RoundTripResult => ({
  ok: false,
  sentMs: null,
  arrivedMs: null,
  folder: null,
  folderUse: null,
  authentication: null,
  deleted: false,
  subject,
  failure: null,
  ms: 0,
});

/** Begins with the subject, so that whoever stops listening knows what may lie in the mailbox. */
export const beginTrip = (
  subject: string,
  servers: Record<Protocol, Place>,
  emit: (event: RoundTripEvent) => void,
): Trip => {
  const startedAt = performance.now();
  const since = () => elapsedMs(startedAt);
  const result = begun(subject);
  const tell: Trip['tell'] = (step, status) => emit({ type: 'step', step, status, ms: since() });
  const blame = (step: RoundTripStep, protocol: Protocol, code: FailureCode) => {
    const { host, port } = servers[protocol];
    const { message, hint } = wordFailure(code, { protocol, host, port });
    result.failure = { step, protocol, code, message, hint };
  };
  emit({ type: 'began', subject });
  const trip: Trip = {
    result,
    unanswered: null,
    since,
    tell,
    handedOver: () => {
      result.sentMs = since();
      trip.unanswered = 'answer-timeout';
    },
    taken: () => {
      result.sentMs ??= since();
      trip.unanswered = null;
      tell('send', 'passed');
    },
    refused: () => {
      result.sentMs = null;
      trip.unanswered = null;
    },
    looked: (folders) => emit({ type: 'looked', folders, ms: since() }),
    fail: (step, protocol, code) => {
      tell(step, 'failed');
      // What was never found was most likely not taken, where the server has not said that it was.
      if (code === 'message-not-found' && trip.unanswered !== null) {
        if (step !== 'send') tell('send', 'failed');
        blame('send', 'smtp', trip.unanswered);
      } else blame(step, protocol, code);
    },
    end: () => {
      result.ms = since();
      emit({ type: 'result', result });
      return result;
    },
  };
  return trip;
};
