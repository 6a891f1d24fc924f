import { signal } from '@preact/signals';
import { isolated } from '../../contract/bidi.ts';
import type { DisconnectedInbox, Inbox } from '../../contract/inbox.ts';
import { archiveInbox, disconnectInbox, fetchInbox, restoreInbox } from '../api.ts';
import type { LifecycleAction } from '../messages.ts';
import { providerOf } from '../oauth/provider-names.ts';
import { shownName } from '../parts/shown-name.ts';
import { toast } from '../parts/toast.tsx';
import { codeOf } from '../problem-error.ts';
import { announce } from './changes.ts';
import * as model from './model.ts';
import { refusalOf } from './refusal.ts';

export type InboxLifecycle = ReturnType<typeof inboxLifecycle>;

type Direct = Exclude<LifecycleAction, 'delete'>;

type Call = (org: string, id: string, version: number) => Promise<Inbox | DisconnectedInbox>;

// What can't be taken back is done only to the inbox as the person has seen it.
const calls: Record<Direct, Call> = {
  archive: archiveInbox,
  restore: restoreInbox,
  disconnect: disconnectInbox,
};

const wordsFor = (inbox: model.Subject) => isolated(shownName(inbox));

/** What a refusal tells of the workspace: the plan is fuller than the screen says. */
const tellOutdated = (error: unknown) => {
  if (codeOf(error) === 'inbox-limit-reached') announce({ kind: 'outdated' });
};

/** Somebody else has deleted it: the screen takes it away, as the person would have found out anyway. */
const tellGone = (inbox: model.Subject) => {
  announce({ kind: 'deleted', id: inbox.id });
  toast(`${wordsFor(inbox)} was deleted meanwhile.`, { tone: 'bad' });
};

const undoArchiving = async (org: string, inbox: model.Subject) => {
  try {
    announce({ kind: 'changed', inbox: await restoreInbox(org, inbox.id) });
    toast(`Restored ${wordsFor(inbox)}.`);
  } catch (error) {
    if (codeOf(error) === 'not-found') return tellGone(inbox);
    tellOutdated(error);
    const { before, after, advice } = refusalOf({ action: 'restore', error });
    toast(`${before}${wordsFor(inbox)}${after} ${advice}`, { tone: 'bad' });
  }
};

/** What may be done with the inboxes of a workspace as a whole: asks where needed, does it, tells of it. */
export const inboxLifecycle = (org: string) => {
  const state = signal<model.Lifecycle>(model.idle);

  const say = (action: Direct, inbox: model.Subject, byKeyboard: boolean) => {
    const name = wordsFor(inbox);
    if (action === 'restore') return toast(`Restored ${name}.`);
    if (action === 'disconnect') {
      const secret = providerOf(inbox) === null ? 'password is' : 'tokens are';
      return toast(`Disconnected ${name}. Its ${secret} destroyed.`);
    }
    toast(`Archived ${name}.`, {
      action: { label: 'Undo', onAct: () => void undoArchiving(org, inbox) },
      takesFocus: byKeyboard,
    });
  };

  const showAsItIs = async ({ id }: model.Subject) => {
    const newest = await fetchInbox(org, id).catch(() => null);
    if (newest) announce({ kind: 'changed', inbox: newest });
  };

  const run = async (action: Direct, inbox: model.Subject, byKeyboard = false) => {
    state.value = { kind: 'working', action, inbox };
    try {
      const changed = await calls[action](org, inbox.id, inbox.version);
      const revocation = 'revocation' in changed ? changed.revocation : null;
      state.value = revocation ? { kind: 'told', inbox, revocation } : model.idle;
      announce({ kind: 'changed', inbox: changed });
      if (!revocation) say(action, inbox, byKeyboard);
    } catch (error) {
      const isGone = codeOf(error) === 'not-found';
      state.value = isGone ? model.idle : { kind: 'refused', action, inbox, error };
      if (isGone) tellGone(inbox);
      tellOutdated(error);
      if (codeOf(error) === 'changed-meanwhile') await showAsItIs(inbox);
    }
  };

  return {
    org,
    state,
    /** Begins an action: at once where it can be taken back, else with a question. */
    start(action: LifecycleAction, inbox: model.Subject, byKeyboard: boolean) {
      if (model.isBusy(state.peek())) return;
      if (action === 'delete') state.value = { kind: 'asking-to-delete', inbox };
      else if (action === 'disconnect') state.value = { kind: 'asking-to-disconnect', inbox };
      else void run(action, inbox, byKeyboard);
    },
    disconnect: (inbox: model.Subject) => run('disconnect', inbox),
    deleted(inbox: model.Subject, words: string) {
      state.value = model.idle;
      announce({ kind: 'deleted', id: inbox.id });
      toast(words);
    },
    close() {
      state.value = model.idle;
    },
  };
};
