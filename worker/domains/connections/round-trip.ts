import type { ConnectorRoundTripRequest } from '../../../contract/connector.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import { type RoundTripResult, roundTripEvent } from '../../../contract/round-trip.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import type { AskOptions } from '../../platform/connector.ts';
import { readNdjson } from '../../platform/read-ndjson.ts';
import { audited } from '../audit/audited.ts';
import { made } from '../audit/changes.ts';
import { requireAllowed } from '../inboxes/alter.ts';
import { findInbox, inboxById } from '../inboxes/queries.ts';
import type { Who } from '../tenants/session.ts';
import { checkAsked, requireServers } from './ask.ts';
import {
  isLoginFailure,
  type LoginEnd,
  type LoginEnds,
  NEVER_MADE,
  UNKNOWN,
} from './login-ends.ts';
import { claimLogins, settleLogins } from './login-pause.ts';
import { meter } from './meter.ts';
import { requireStarted } from './run-test.ts';

const recordRoundTrip = (
  deps: Deps,
  who: Who,
  id: string,
  result: RoundTripResult | null,
): Promise<void> =>
  audited(deps, who, [inboxById(deps.db, who.tenant, id)], ([[row]]) => {
    const nothing = { statements: [], events: [], answer: undefined } as const;
    if (row === undefined) return nothing;
    const said = result === null ? 'interrupted' : (result.failure?.code ?? 'passed');
    const inbox = { id, name: row.name };
    const changes = made({ result: said });
    return { ...nothing, events: [{ action: 'inbox.round-trip', inbox, changes }] };
  });

// Of an SMTP server that has let us in.
const AFTER_LOGIN: ReadonlySet<FailureCode> = new Set([
  'answer-timeout',
  'sender-refused',
  'sender-address-unsupported',
  'message-refused',
  'message-deferred',
]);

const endOf = (code: FailureCode): LoginEnd => {
  if (AFTER_LOGIN.has(code)) return 'accepted';
  return isLoginFailure(code) ? 'refused' : 'not-made';
};

/** What became of a round trip's logins. It begins with the mailbox, and sends nothing without it. */
export const loginsOfRoundTrip = ({
  sentMs,
  failure,
}: Pick<RoundTripResult, 'sentMs' | 'failure'>): LoginEnds => {
  if (sentMs !== null || failure === null) return { imap: 'accepted', smtp: 'accepted' };
  const end = endOf(failure.code);
  return failure.protocol === 'imap'
    ? { imap: end, smtp: 'not-made' }
    : { imap: 'accepted', smtp: end };
};

/** A round trip under way: its NDJSON as it arrives. `finish` reads it to its end and tells of it. */
export type StartedRoundTrip = {
  stream: ReadableStream<Uint8Array>;
  finish: (stream: ReadableStream<Uint8Array>) => Promise<void>;
};

/**
 * Sends a real message through an inbox's stored servers to the inbox's own address, and looks for it
 * in the mailbox. To no other address, so that it can't be used to write to strangers. Throws
 * `not-found`, `inbox-archived`, `wrong-connection-type`, `not-connected`, `credentials-unreadable`,
 * `too-many-tests`, `login-paused`, `connector-busy` and `connector-unavailable`.
 */
export const startRoundTrip = async (
  deps: Deps,
  who: Who,
  id: string,
  options: AskOptions,
): Promise<StartedRoundTrip> => {
  const row = await findInbox(deps.db, who.tenant, id);
  requireAllowed(row, 'check');
  requireServers(row);
  const { imap, smtp } = await checkAsked(deps, row);
  if (imap === null || smtp === null) throw new ProblemError('not-connected');
  const request = { tenant: who.tenant, imap, smtp: { ...smtp, sender: row.emailAddress } };
  await claimLogins(deps, who.tenant, request);
  const body = await begin(deps, request, options).catch(async (error: unknown) => {
    await settleLogins(deps, who.tenant, request, NEVER_MADE);
    throw error;
  });
  return {
    stream: body,
    finish: async (stream) => {
      const result = (await readNdjson(stream, roundTripEvent))?.result ?? null;
      const ends = result === null ? UNKNOWN : loginsOfRoundTrip(result);
      await settleLogins(deps, who.tenant, request, ends);
      await recordRoundTrip(deps, who, id, result);
    },
  };
};

const begin = async (
  deps: Deps,
  request: ConnectorRoundTripRequest,
  options: AskOptions,
): Promise<ReadableStream<Uint8Array>> => {
  await meter(deps, request.tenant, 'round-trip');
  const { body } = requireStarted(await deps.connector.roundTrip(request, options));
  if (body === null) throw new ProblemError('connector-unavailable', { reason: 'no body' });
  return body;
};
