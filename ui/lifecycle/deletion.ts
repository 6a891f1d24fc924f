import { signal } from '@preact/signals';
import { isolated } from '../../contract/bidi.ts';
import type { DeletionPreview } from '../../contract/deletion.ts';
import { deleteInbox, fetchInbox, previewDeletion } from '../api.ts';
import { shownName } from '../parts/shown-name.ts';
import { codeOf } from '../problem-error.ts';
import * as model from './deletion-model.ts';
import type { Subject } from './model.ts';

const TYPING_PAUSE_MS = 250;

// What was decided no longer fits what is there: both are shown again.
const OUTDATED: ReadonlySet<unknown> = new Set([
  'open-tickets',
  'transfer-target-unavailable',
  'changed-meanwhile',
]);

export type InboxDeletion = ReturnType<typeof inboxDeletion>;

const outcome = (deletion: model.Deletion): string => {
  const deleted = `Deleted ${isolated(shownName(deletion.inbox))}.`;
  if (!('preview' in deletion) || deletion.preview.openTickets === 0) return deleted;
  const { tickets, target } = deletion.answers;
  const count = model.counted(deletion.preview.openTickets, 'ticket', 'tickets');
  return tickets === 'transfer' && target
    ? `${deleted} ${count} moved to ${isolated(shownName(target))}.`
    : `${deleted} ${count} closed.`;
};

/** Runs the deletion of one inbox; `onDeleted` gets the words that tell of it. */
export const inboxDeletion = (org: string, inbox: Subject, onDeleted: (words: string) => void) => {
  const state = signal(model.open(inbox));
  // The version that the person has seen; once told of a newer one, to delete again is meant.
  let { version } = inbox;
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const done = () => {
    const words = outcome(state.peek());
    state.value = { kind: 'deleted', inbox, answers: state.peek().answers };
    onDeleted(words);
  };

  /** What goes with the inbox, as of now; only the newest question counts. */
  const ask = async (): Promise<DeletionPreview | null> => {
    asking?.abort();
    const controller = new AbortController();
    asking = controller;
    try {
      const { q } = state.peek().answers;
      const preview = await previewDeletion(org, inbox.id, q.trim(), controller.signal);
      return controller.signal.aborted ? null : preview;
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    }
  };

  /** Gone already, by another hand: that is what the person wanted. */
  const unlessGone = (error: unknown) => {
    if (codeOf(error) === 'not-found') done();
    else state.value = model.fail(state.peek(), error);
  };

  const load = async (refusal?: unknown) => {
    try {
      const preview = await ask();
      if (preview) state.value = model.show(state.peek(), preview, refusal);
    } catch (error) {
      unlessGone(error);
    }
  };

  const narrow = async () => {
    // A search that fails leaves the choice as it was; the next letter asks again.
    const preview = await ask().catch(() => null);
    if (preview) state.value = model.narrow(state.peek(), preview);
  };

  const seeNewest = async () => {
    try {
      ({ version } = await fetchInbox(org, inbox.id));
    } catch {
      // The preview that is loaded next says what is wrong.
    }
  };

  const refused = async (error: unknown) => {
    if (codeOf(error) === 'not-found') return done();
    if (!OUTDATED.has(codeOf(error))) {
      const seen = state.peek();
      if ('preview' in seen) state.value = model.show(seen, seen.preview, error);
      return;
    }
    if (codeOf(error) === 'transfer-target-unavailable') {
      state.value = model.forgetTarget(state.peek());
    }
    if (codeOf(error) === 'changed-meanwhile') {
      await seeNewest();
    }
    await load(error);
  };

  return {
    state,
    load() {
      state.value = model.reload(state.peek());
      void load();
    },
    answer(change: Partial<model.Answers>) {
      state.value = model.answer(state.peek(), change);
      if (!('q' in change)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void narrow(), TYPING_PAUSE_MS);
    },
    /** Deletes once all is decided and confirmed. Says whether it is gone. */
    async submit(): Promise<boolean> {
      const asked = state.peek();
      if (asked.kind !== 'asking' || !model.isConfirmed(asked)) return false;
      const decision = model.decide(asked);
      if (!decision.ok) {
        state.value = model.reject(asked, decision.errors);
        return false;
      }
      state.value = model.startDeleting(asked);
      try {
        await deleteInbox(org, inbox.id, version, decision.value);
        done();
      } catch (error) {
        await refused(error);
      }
      return state.peek().kind === 'deleted';
    },
    dispose() {
      clearTimeout(timer);
      asking?.abort();
    },
  };
};
