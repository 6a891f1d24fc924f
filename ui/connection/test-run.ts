import type {
  Failure,
  StageFacts,
  StageName,
  StageOutcome,
  TestEvent,
  TestResult,
} from '../../contract/connection-test.ts';
import type { Protocol, Security } from '../../contract/mail-server.ts';
import type { ConnectionForm, ServerForm } from './form.ts';

export type StageMark = {
  stage: StageName;
  status: StageOutcome['status'] | 'pending' | 'running';
  ms?: number;
  /** When it began, while it runs: milliseconds since the epoch. */
  since?: number;
  detail?: string | undefined;
  facts?: StageFacts | undefined;
};

/** The server that was asked, as it stood in the form; its password is not kept. */
export type Asked = Omit<ServerForm, 'password'>;

/** One protocol's part of a test as the screen shows it; `ok` is null while it runs. */
export type ProtocolRun = {
  asked: Asked;
  stages: StageMark[];
  failure: Failure | null;
  /** It has failed, and better settings are being looked for. */
  probing: boolean;
  ok: boolean | null;
};

/** A test as the screen shows it. `startedAt` counts from the epoch; `ms` is there once it has ended. */
export type TestRun = Record<Protocol, ProtocolRun> & {
  queued: boolean;
  startedAt: number;
  ms: number | null;
};

const lastStage = { imap: 'mailbox', smtp: 'sender' } as const;

/** The stages to expect, in the order in which they happen (RFC 8314 for TLS from the first byte). */
export const stageOrder = (protocol: Protocol, security: Security): StageName[] => {
  const opening: StageName[] =
    security === 'tls'
      ? ['tls', 'greeting']
      : security === 'starttls'
        ? ['greeting', 'tls']
        : ['greeting'];
  return ['resolve', 'connect', ...opening, 'authenticate', lastStage[protocol]];
};

const isOpen = ({ status }: StageMark) => status === 'pending' || status === 'running';

/** Marks the first stage that has not happened yet as the one that runs since `at`. */
const markRunning = (run: ProtocolRun, at: number): ProtocolRun => {
  const next = run.stages.findIndex(isOpen);
  const isOver =
    run.ok !== null || run.failure !== null || run.stages.some((m) => m.status === 'failed');
  const stages = run.stages.map((mark, index): StageMark => {
    if (!isOpen(mark)) return mark;
    const { stage, since = at } = mark;
    return index === next && !isOver
      ? { stage, status: 'running', since }
      : { stage, status: 'pending' };
  });
  return { ...run, stages };
};

const begin = (
  protocol: Protocol,
  { host, port, security, username, trustedCertificate }: ServerForm,
): ProtocolRun => ({
  asked: { host: host.trim(), port: port.trim(), security, username, trustedCertificate },
  stages: stageOrder(protocol, security).map((stage) => ({ stage, status: 'pending' })),
  failure: null,
  probing: false,
  ok: null,
});

export const startRun = ({ imap, smtp }: ConnectionForm, at: number): TestRun => {
  const { username } = smtp.sameCredentials ? imap : smtp;
  return {
    imap: markRunning(begin('imap', imap), at),
    smtp: markRunning(begin('smtp', { ...smtp, username }), at),
    queued: false,
    startedAt: at,
    ms: null,
  };
};

/** Puts an outcome in its place; a stage that nobody expected goes before those that are open. */
const place = (
  run: ProtocolRun,
  { stage, status, ms, detail, facts }: StageOutcome,
): ProtocolRun => {
  const mark: StageMark = { stage, status, ms, detail, facts };
  const at = run.stages.findIndex((known) => known.stage === stage);
  if (at >= 0) return { ...run, stages: run.stages.with(at, mark) };
  const open = run.stages.findIndex(isOpen);
  return { ...run, stages: run.stages.toSpliced(open < 0 ? run.stages.length : open, 0, mark) };
};

const conclude = (run: ProtocolRun, result: TestResult[Protocol]): ProtocolRun => {
  if (result === null) return run;
  const placed = result.stages.reduce(place, run);
  // What a failure kept from happening was skipped.
  const stages = placed.stages.map(
    (mark): StageMark => (isOpen(mark) ? { stage: mark.stage, status: 'skipped' } : mark),
  );
  return { ...run, stages, failure: result.failure, probing: false, ok: result.ok };
};

export const withResult = (run: TestRun, result: TestResult): TestRun => ({
  ...run,
  queued: false,
  ms: result.ms,
  imap: conclude(run.imap, result.imap),
  smtp: conclude(run.smtp, result.smtp),
});

/** The run after an event that was heard `at` this time. */
export const withEvent = (run: TestRun, event: TestEvent, at: number): TestRun => {
  const change = (protocol: Protocol, next: ProtocolRun): TestRun => ({
    ...run,
    queued: false,
    [protocol]: markRunning(next, at),
  });
  switch (event.type) {
    case 'queued':
      return { ...run, queued: true };
    case 'stage':
      return change(event.protocol, place(run[event.protocol], event));
    case 'failure':
      return change(event.protocol, { ...run[event.protocol], failure: event.failure });
    case 'probing':
      return change(event.protocol, { ...run[event.protocol], probing: true });
    case 'result':
      return withResult(run, event.result);
  }
};

/** The stage that a failure is told of at; `null` where none of them failed. */
export const failedStage = ({ stages }: ProtocolRun): StageName | null =>
  stages.find(({ status }) => status === 'failed')?.stage ?? null;

export const passed = (run: TestRun) => run.imap.ok === true && run.smtp.ok === true;
