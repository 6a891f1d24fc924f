import type {
  ProtocolResult,
  StageFacts,
  StageName,
  StageOutcome,
  TestEvent,
} from '../contract/connection-test.ts';
import type { FailureCode } from '../contract/failure.ts';
import { wordFailure } from '../contract/failure.ts';
import type { MailServer, Protocol } from '../contract/mail-server.ts';
import type { Deadlines } from './deadlines.ts';
import { linkedController } from './linked-controller.ts';
import { describeError, type Log } from './log.ts';
import { StageFailure } from './stage-failure.ts';

/** Says in our own words what a stage found, and keeps the facts for whoever unfolds them. */
export type Note = (detail: string | undefined, facts?: StageFacts) => void;

type Setting = {
  protocol: Protocol;
  server: Pick<MailServer, 'host' | 'port' | 'security'>;
  /** All stages of the protocol, in the order in which they'll be run or skipped. */
  stages: readonly StageName[];
  deadlines: Deadlines;
  /** Of the whole test: its deadline, or the caller going away. */
  signal: AbortSignal;
  emit: (event: TestEvent) => void;
  log: Log;
};

/** The stages of one protocol's test: each with its own deadline, the first failure ends them all. */
export class ProtocolRun {
  readonly deadlines: Deadlines;
  /** Aborts when the run is over by failure; sockets are destroyed by it. */
  readonly signal: AbortSignal;
  readonly #setting: Setting;
  readonly #stop: AbortController;
  readonly #stopped: Promise<never>;
  readonly #outcomes: StageOutcome[] = [];
  #current: StageName;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.deadlines = setting.deadlines;
    this.#current = setting.stages[0] ?? 'resolve';
    this.#stop = linkedController(setting.signal);
    this.signal = this.#stop.signal;
    this.#stopped = new Promise((_, reject) => {
      if (this.signal.aborted) reject(this.signal.reason);
      this.signal.addEventListener('abort', () => reject(this.signal.reason), { once: true });
    });
    this.#stopped.catch(() => {});
  }

  /** Ends the run from outside of the stage's own work, as a deadline or a byte budget does. */
  fail(code: FailureCode): void {
    this.#stop.abort(new StageFailure(code));
  }

  /** Does the stage's work within its deadline, which fails with `timeoutCode`. */
  async stage<T>(
    stage: StageName,
    timeoutCode: FailureCode,
    work: (note: Note) => Promise<T>,
  ): Promise<T> {
    const { resolveMs, stageMs } = this.deadlines;
    const startedAt = performance.now();
    const timer = setTimeout(
      () => this.fail(timeoutCode),
      stage === 'resolve' ? resolveMs : stageMs,
    );
    let detail: string | undefined;
    let facts: StageFacts = {};
    const note: Note = (words, more = {}) => {
      detail = words ?? detail;
      facts = { ...facts, ...more };
    };
    const close = (status: StageOutcome['status']) => {
      clearTimeout(timer);
      this.#record({
        stage,
        status,
        ms: elapsedMs(startedAt),
        ...(detail !== undefined && { detail }),
        ...(Object.keys(facts).length > 0 && { facts }),
      });
    };
    this.#current = stage;
    try {
      const value = await Promise.race([this.#stopped, work(note)]);
      close('passed');
      return value;
    } catch (error) {
      if (error instanceof StageFailure) note(error.detail, error.facts);
      close('failed');
      throw error;
    }
  }

  /** A stage that this server's security does without. */
  skip(stage: StageName): void {
    this.#record({ stage, status: 'skipped', ms: 0 });
  }

  /** Runs `check` to its end and reports the result; never rejects. */
  async result(check: (run: ProtocolRun) => Promise<void>): Promise<ProtocolResult> {
    const { protocol, server, stages, emit } = this.#setting;
    try {
      this.signal.throwIfAborted();
      await check(this);
      return { ok: true, stages: this.#outcomes, failure: null };
    } catch (error) {
      const code = this.#codeOf(error);
      this.#stop.abort(error);
      const at = { protocol, host: server.host, port: server.port };
      const failure = { stage: this.#current, code, ...wordFailure(code, at) };
      emit({ type: 'failure', protocol, failure });
      const done = new Set(this.#outcomes.map(({ stage }) => stage));
      for (const stage of stages) if (!done.has(stage)) this.skip(stage);
      return { ok: false, stages: this.#outcomes, failure };
    }
  }

  // Once the run is stopped, what the work throws is an echo of its sockets being destroyed.
  #codeOf(error: unknown): FailureCode {
    const cause = this.signal.aborted ? this.signal.reason : error;
    if (cause instanceof StageFailure) return cause.code;
    if (this.signal.aborted) return 'test-interrupted';
    const { protocol } = this.#setting;
    this.#setting.log('unexpected-error', {
      protocol,
      stage: this.#current,
      ...describeError(error),
    });
    return 'protocol-error';
  }

  #record(outcome: StageOutcome): void {
    this.#outcomes.push(outcome);
    this.#setting.emit({ type: 'stage', protocol: this.#setting.protocol, ...outcome });
  }
}

export const elapsedMs = (startedAt: number): number => Math.round(performance.now() - startedAt);
