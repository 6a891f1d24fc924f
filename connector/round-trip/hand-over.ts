import type { FailureCode } from '../../contract/failure.ts';
import { asciiDomain, needsSmtpUtf8 } from '../ascii-domain.ts';
import type { SmtpSession } from '../smtp-login.ts';
import { StageFailure } from '../stage-failure.ts';
import { classifySend } from './classify-send.ts';
import type { Trip } from './trip.ts';

type Parcel = {
  /** Both the sender and the recipient. */
  address: string;
  raw: Buffer;
  /** How long all of it may take (RFC 5321 §4.5.3.2 allows minutes). */
  withinMs: number;
  /** Of the whole trip: what fails once it is aborted says nothing of the server. */
  signal: AbortSignal;
};

/** What a server has said itself. The other failures leave open whether it took the message. */
const ANSWERS: ReadonlySet<FailureCode> = new Set([
  'sender-refused',
  'message-refused',
  'message-deferred',
]);

const failureOf = (error: unknown): StageFailure =>
  error instanceof StageFailure ? error : new StageFailure(classifySend(error as object));

/** Rejects after `ms`; what it rejects for is over by then. */
const timeout = (ms: number) => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new StageFailure('answer-timeout')), ms);
  return { promise, clear: () => clearTimeout(timer) };
};

/**
 * Hands a message over to an SMTP server, and tells the trip how far that got. Throws a `StageFailure`
 * where the server can't have taken it; one that has all of it and stays silent may have.
 */
export const handOver = async (
  session: SmtpSession,
  { address, raw, withinMs, signal }: Parcel,
  trip: Trip,
): Promise<void> => {
  const mailbox = asciiDomain(address);
  if (needsSmtpUtf8(mailbox) && !session.extensions.has('SMTPUTF8')) {
    throw new StageFailure('sender-address-unsupported');
  }
  const late = timeout(withinMs);
  try {
    const envelope = { from: mailbox, to: mailbox };
    await Promise.race([session.send(envelope, raw, () => trip.handedOver()), late.promise]);
    trip.taken();
  } catch (error) {
    const failure = failureOf(error);
    if (ANSWERS.has(failure.code)) trip.refused();
    if (trip.unanswered === null) throw failure;
    if (!signal.aborted) trip.unanswered = failure.code;
  } finally {
    late.clear();
  }
};
