import type {
  Failure,
  StageName,
  StageOutcome,
  TestEvent,
  TestResult,
} from '../../contract/connection-test.ts';
import type { ConnectionInput, Protocol, Security } from '../../contract/mail-server.ts';

export type StageMark = {
  stage: StageName;
  status: StageOutcome['status'] | 'pending' | 'running';
  ms?: number;
  detail?: string | undefined;
};

/** One protocol's part of a test as the screen shows it; `ok` is null while it runs. */
export type ProtocolRun = { stages: StageMark[]; failure: Failure | null; ok: boolean | null };

export type TestRun = Record<Protocol, ProtocolRun> & { queued: boolean };

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

/** Marks the first stage that has not happened yet as the one that is running. */
const markRunning = (run: ProtocolRun): ProtocolRun => {
  const waiting = run.stages.map((mark) =>
    mark.status === 'running' ? { ...mark, status: 'pending' as const } : mark,
  );
  const next = waiting.find(({ status }) => status === 'pending');
  const over =
    run.ok !== null || run.failure !== null || waiting.some((m) => m.status === 'failed');
  if (!next || over) return { ...run, stages: waiting };
  const running = { ...next, status: 'running' as const };
  return { ...run, stages: waiting.map((mark) => (mark === next ? running : mark)) };
};

const begin = (protocol: Protocol, security: Security): ProtocolRun => ({
  stages: stageOrder(protocol, security).map((stage) => ({ stage, status: 'pending' })),
  failure: null,
  ok: null,
});

type Securities = { [protocol in Protocol]: Pick<ConnectionInput[protocol], 'security'> };

export const startRun = ({ imap, smtp }: Securities): TestRun => ({
  imap: markRunning(begin('imap', imap.security)),
  smtp: markRunning(begin('smtp', smtp.security)),
  queued: false,
});

/** Puts an outcome in its place; a stage that nobody expected goes before those that are open. */
const place = (run: ProtocolRun, { stage, status, ms, detail }: StageOutcome): ProtocolRun => {
  const mark: StageMark = { stage, status, ms, detail };
  const at = run.stages.findIndex((known) => known.stage === stage);
  if (at >= 0) return { ...run, stages: run.stages.with(at, mark) };
  const open = run.stages.findIndex((m) => m.status === 'pending' || m.status === 'running');
  return { ...run, stages: run.stages.toSpliced(open < 0 ? run.stages.length : open, 0, mark) };
};

const conclude = (run: ProtocolRun, result: TestResult[Protocol]): ProtocolRun => {
  if (result === null) return run;
  const placed = result.stages.reduce(place, run);
  // What a failure kept from happening was skipped.
  const stages = placed.stages.map((mark) =>
    mark.status === 'pending' || mark.status === 'running'
      ? { ...mark, status: 'skipped' as const }
      : mark,
  );
  return { stages, failure: result.failure, ok: result.ok };
};

export const withResult = (run: TestRun, result: TestResult): TestRun => ({
  queued: false,
  imap: conclude(run.imap, result.imap),
  smtp: conclude(run.smtp, result.smtp),
});

export const withEvent = (run: TestRun, event: TestEvent): TestRun => {
  switch (event.type) {
    case 'queued':
      return { ...run, queued: true };
    case 'stage':
      return {
        ...run,
        queued: false,
        [event.protocol]: markRunning(place(run[event.protocol], event)),
      };
    case 'failure':
      return {
        ...run,
        queued: false,
        [event.protocol]: markRunning({ ...run[event.protocol], failure: event.failure }),
      };
    case 'result':
      return withResult(run, event.result);
  }
};

export const isFinished = (run: TestRun) => run.imap.ok !== null && run.smtp.ok !== null;
export const passed = (run: TestRun) => run.imap.ok === true && run.smtp.ok === true;
