import type { ConnectorRoundTripRequest } from '../../contract/connector.ts';
import type { Protocol } from '../../contract/mail-server.ts';
import type { RoundTripEvent, RoundTripResult, RoundTripStep } from '../../contract/round-trip.ts';
import type { ImapSession } from '../imap-session.ts';
import { openImap } from '../open-imap.ts';
import { openSmtp } from '../open-smtp.ts';
import { ProtocolRun } from '../protocol-run.ts';
import type { TestDeps } from '../run-test.ts';
import { scrub } from '../scrub.ts';
import { StageFailure } from '../stage-failure.ts';
import { composeMessage, type TestMessage } from './compose-message.ts';
import { deleteMessage } from './delete-message.ts';
import { findMessage } from './find-message.ts';
import { type Folders, listFolders } from './folders.ts';
import { handOver } from './hand-over.ts';
import { askedWithin, createAllowance, type Mailbox } from './mailbox.ts';
import { beginTrip, type Trip } from './trip.ts';

/** How long the message may be on its way. */
const ROUND_TRIP_MS = 90_000;
/** How much of that the sending may take up: the rest is left to look for the message. */
const SENDING_SHARE = 2 / 3;
const MAX_FOLDER_NAME = 100;

type Running = { signal: AbortSignal; emit: (event: RoundTripEvent) => void };

/** Does one protocol's part; whether it did. What it throws becomes the trip's failure at that step. */
type Part = (
  step: RoundTripStep,
  protocol: Protocol,
  work: (run: ProtocolRun) => Promise<void>,
) => Promise<boolean>;

/**
 * Sends a message from the account to itself and looks for it in every folder, then deletes it. Signs in
 * once a protocol, the mailbox first: nothing is sent that could not be found. Ends within `tripMs`, or
 * when `signal` aborts, and never rejects. The result is emitted last.
 */
export const runRoundTrip = async (
  request: ConnectorRoundTripRequest,
  deps: TestDeps,
  { signal, emit }: Running,
  { tripMs = ROUND_TRIP_MS }: { tripMs?: number } = {},
): Promise<RoundTripResult> => {
  const message = await composeMessage(request.smtp.sender);
  const trip = beginTrip(message.subject, request, emit);
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(new StageFailure(overdue(trip))), tripMs);
  const part = parts(request, deps, trip, AbortSignal.any([signal, over.signal]));

  const allowance = createAllowance();
  const opened: { session?: ImapSession; folders?: Folders } = {};
  trip.tell('send', 'running');
  const isOpen = await part('find', 'imap', async (run) => {
    // It is silent while the message is sent, which may take as long as the trip.
    const wishes = { limit: allowance.limit, quietMs: 2 * tripMs, introduces: true };
    opened.session = await openImap(run, request.imap, deps.network, wishes);
    opened.folders = await listFolders(askedWithin(opened.session.client, allowance));
  });
  const sendingMs = tripMs * SENDING_SHARE;
  const isSent =
    isOpen &&
    (await part('send', 'smtp', (run) => send(run, request, deps, message, trip, sendingMs)));
  const { session, folders } = opened;
  if (isSent && session && folders) {
    trip.tell('find', 'running');
    const mailbox = askedWithin(session.client, allowance);
    await part('find', 'imap', (run) => fetchBack(mailbox, folders, message, trip, run.signal));
  }
  clearTimeout(timer);
  session?.part(deps.deadlines.lingerMs);
  return trip.end();
};

const overdue = ({ result }: Trip) =>
  result.sentMs === null ? 'test-timeout' : 'message-not-found';

const parts = (
  servers: ConnectorRoundTripRequest,
  { deadlines, log }: TestDeps,
  trip: Trip,
  signal: AbortSignal,
): Part => {
  const silent = { stages: [], deadlines, log, emit: () => {}, signal };
  const runs = {
    imap: new ProtocolRun({ ...silent, protocol: 'imap', server: servers.imap }),
    smtp: new ProtocolRun({ ...silent, protocol: 'smtp', server: servers.smtp }),
  };
  return async (step, protocol, work) => {
    const { ok, failure } = await runs[protocol].result(work);
    if (!ok) trip.fail(step, protocol, failure?.code ?? 'protocol-error');
    return ok;
  };
};

const send = async (
  run: ProtocolRun,
  { smtp }: ConnectorRoundTripRequest,
  { network, ehloName, deadlines }: TestDeps,
  { raw }: TestMessage,
  trip: Trip,
  sendingMs: number,
): Promise<void> => {
  const session = await openSmtp(run, smtp, { ...network, ehloName });
  const withinMs = Math.max(sendingMs - trip.since(), deadlines.stageMs);
  try {
    const { signal } = run;
    await handOver(session, { address: smtp.sender, raw, withinMs, signal }, trip);
  } finally {
    session.part(deadlines.lingerMs);
  }
  run.signal.throwIfAborted();
};

const fetchBack = async (
  mailbox: Mailbox,
  folders: Folders,
  { token }: TestMessage,
  trip: Trip,
  signal: AbortSignal,
): Promise<void> => {
  const found = await findMessage(mailbox, folders.arrivals, {
    token,
    signal,
    looked: trip.looked,
  });
  if (trip.unanswered !== null) trip.taken();
  Object.assign(trip.result, {
    ok: true,
    arrivedMs: trip.since(),
    folder: scrub(found.folder.path, MAX_FOLDER_NAME),
    folderUse: found.folder.use,
    authentication: found.authentication,
  } satisfies Partial<RoundTripResult>);
  trip.tell('find', 'passed');
  trip.tell('delete', 'running');
  // What could not be deleted is told; it came back all the same.
  trip.result.deleted = await deleteMessage(mailbox, folders, found, token).catch(() => false);
  trip.tell('delete', trip.result.deleted ? 'passed' : 'failed');
};
