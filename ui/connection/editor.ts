import { type Signal, signal } from '@preact/signals';
import { isOAuthCheck } from '../../contract/check.ts';
import type { Fix, TestRequest } from '../../contract/connection-test.ts';
import type { ConnectionInput, Protocol } from '../../contract/mail-server.ts';
import { checkInbox, testConnection } from '../api.ts';
import { pauseOf } from './countdown.ts';
import { type ConnectionForm, parseConnection, type Stored } from './form.ts';
import * as model from './model.ts';
import { waitUntil } from './wait-until.ts';

export type ConnectionEditor = ReturnType<typeof connectionEditor>;

type Subject = Pick<TestRequest, 'inboxId' | 'emailAddress'>;

/** Whether a refusal asked to wait, and whether that is over or was cut short. */
type Waited = 'over' | 'stopped' | 'not-asked';

/**
 * Runs a connection form: tests it live, stops, and hands tested values over to be stored. A press makes
 * one test; where the server has to be given time before the next sign-in, it starts when that is over.
 */
export const connectionEditor = (
  org: string,
  subject: () => Subject,
  form: ConnectionForm,
  stored: Stored,
  /** The address that the inbox sends from. */
  sender: () => string = () => subject().emailAddress ?? '',
) => {
  const state: Signal<model.Editor> = signal(model.openEditor(form, stored));
  let running: AbortController | null = null;
  const change = (next: (editor: model.Editor) => model.Editor) => {
    state.value = next(state.peek());
  };

  const valid = (): ConnectionInput | null => {
    const parsed = parseConnection(state.peek().form, state.peek().stored);
    if (parsed.ok) return parsed.value;
    change((editor) => model.rejectInput(editor, parsed.errors));
    return null;
  };

  /** Does it in a way that {@link stop} ends. */
  const stoppable = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const controller = new AbortController();
    running = controller;
    try {
      return await work(controller.signal);
    } finally {
      if (running === controller) running = null;
    }
  };

  const waitOut = async (
    error: unknown,
    purpose: model.Purpose,
    before = state.peek(),
  ): Promise<Waited> => {
    const asked = pauseOf(error);
    if (asked === null) return 'not-asked';
    const until = Date.now() + asked.seconds * 1000;
    change((editor) => model.pause(editor, before, { purpose, until, ...asked }));
    return (await stoppable((signal) => waitUntil(until, signal))) ? 'over' : 'stopped';
  };

  const follow = async (
    purpose: model.Purpose,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> => {
    const before = state.peek();
    change((editor) => model.startTest(editor, purpose, Date.now()));
    const thrown = await stoppable(async (signal) => {
      try {
        await work(signal);
        return null;
      } catch (error) {
        return signal.aborted ? null : { error };
      }
    });
    if (thrown === null) return;
    const waited = await waitOut(thrown.error, purpose, before);
    if (waited === 'over') return follow(purpose, work);
    if (waited === 'not-asked') {
      change((editor) => model.refuse(editor, thrown.error, Date.now()));
    }
  };

  const runTest = (purpose: model.Purpose, input: ConnectionInput) =>
    follow(purpose, async (signal) => {
      for await (const event of testConnection(org, { ...subject(), ...input }, signal)) {
        if (signal.aborted) return;
        change((editor) => model.hear(editor, event, Date.now()));
      }
      if (!signal.aborted) change(model.interrupt);
    });

  const test = async (): Promise<void> => {
    const input = model.isBusy(state.peek()) ? null : valid();
    if (input) await runTest('test', input);
  };

  return {
    state,
    change,
    sender,
    waitOut,
    /** Tests what is in the form. */
    test,
    /** Takes what was found to work, and tests it. */
    takeFix(protocol: Protocol, fix: Fix): Promise<void> {
      change((editor) => model.takePlace(editor, protocol, fix));
      return test();
    },
    /** Values fit to be stored: they passed a test just now, or do so in this call. */
    async tested(): Promise<ConnectionInput | null> {
      const input = model.isBusy(state.peek()) ? null : valid();
      if (input && !model.isTested(state.peek())) await runTest('save', input);
      return model.isTested(state.peek()) ? input : null;
    },
    /** Values as they are, for an admin who stores them untested. */
    untested: () => (model.isBusy(state.peek()) ? null : valid()),
    /** Tests the stored credentials. */
    async check(inboxId: string): Promise<void> {
      if (model.isBusy(state.peek())) return;
      await follow('check', async (signal) => {
        const result = await checkInbox(org, inboxId, signal);
        if (signal.aborted) return;
        change((editor) =>
          // The inbox has become one without mail servers.
          isOAuthCheck(result)
            ? model.interrupt(editor)
            : model.hear(editor, { type: 'result', result }, Date.now()),
        );
      });
    },
    stop() {
      running?.abort();
      change(model.stop);
    },
    dispose: () => running?.abort(),
  };
};
