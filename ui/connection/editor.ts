import { type Signal, signal } from '@preact/signals';
import { isOAuthCheck } from '../../contract/check.ts';
import type { TestRequest } from '../../contract/connection-test.ts';
import type { ConnectionInput } from '../../contract/mail-server.ts';
import { checkInbox, testConnection } from '../api.ts';
import { type ConnectionForm, parseConnection, type Stored } from './form.ts';
import * as model from './model.ts';

export type ConnectionEditor = ReturnType<typeof connectionEditor>;

/** Runs a connection form: tests it live, stops, and hands tested values over to be stored. */
export const connectionEditor = (
  org: string,
  subject: () => Pick<TestRequest, 'inboxId' | 'emailAddress'>,
  form: ConnectionForm,
  stored: Stored,
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

  const follow = async (work: (signal: AbortSignal) => Promise<void>) => {
    const controller = new AbortController();
    running = controller;
    try {
      await work(controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) change((editor) => model.refuse(editor, error));
    } finally {
      if (running === controller) running = null;
    }
  };

  const test = (purpose: model.Purpose, input: ConnectionInput) => {
    change((editor) => model.startTest(editor, purpose));
    return follow(async (signal) => {
      for await (const event of testConnection(org, { ...subject(), ...input }, signal)) {
        if (signal.aborted) return;
        change((editor) => model.hear(editor, event));
      }
      if (!signal.aborted) change(model.interrupt);
    });
  };

  return {
    state,
    change,
    /** Tests what is in the form. */
    async test(): Promise<void> {
      const input = model.isBusy(state.peek()) ? null : valid();
      if (input) await test('test', input);
    },
    /** Values fit to be stored: they passed a test just now, or do so in this call. */
    async tested(): Promise<ConnectionInput | null> {
      const input = model.isBusy(state.peek()) ? null : valid();
      if (input && !model.isTested(state.peek())) await test('save', input);
      return model.isTested(state.peek()) ? input : null;
    },
    /** Values as they are, for an admin who stores them untested. */
    untested: () => (model.isBusy(state.peek()) ? null : valid()),
    /** Tests the stored credentials. */
    check(inboxId: string) {
      change((editor) => model.startTest(editor, 'check'));
      return follow(async (signal) => {
        const result = await checkInbox(org, inboxId, signal);
        if (signal.aborted) return;
        change((editor) =>
          // The inbox has become one without mail servers.
          isOAuthCheck(result)
            ? model.interrupt(editor)
            : model.hear(editor, { type: 'result', result }),
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
