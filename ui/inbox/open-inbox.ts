import { signal } from '@preact/signals';
import type { Inbox } from '../../contract/inbox.ts';
import type { ConnectionInput } from '../../contract/mail-server.ts';
import * as api from '../api.ts';
import { connectionEditor } from '../connection/editor.ts';
import { formOf, storedOf } from '../connection/form.ts';
import { takeOver } from '../connection/handover.ts';
import * as connection from '../connection/model.ts';
import { codeOf } from '../problem-error.ts';
import * as model from './model.ts';

export type OpenInbox = ReturnType<typeof openInbox>;

/** An inbox with the two forms that change it. */
export const openInbox = (org: string, loaded: Inbox) => {
  const { id } = loaded;
  const inbox = signal(loaded);
  const general = signal(model.open(loaded));
  const handover = takeOver(id);
  const subject = () => ({ inboxId: id });
  const editor = connectionEditor(org, subject, formOf(loaded), storedOf(loaded));
  if (handover) {
    editor.change((state) => connection.refuse({ ...state, form: handover.form }, handover.error));
  }

  // The version that the connection form was filled from: storing it must not undo a newer one.
  let { version } = loaded;

  const take = (newer: Inbox) => {
    inbox.value = newer;
    general.value = model.refresh(general.peek(), newer);
  };

  const saveGeneral = async (): Promise<boolean> => {
    const state = general.peek();
    const parsed = model.parseChange(state);
    if (!parsed.ok) {
      general.value = model.reject(state, parsed.errors);
      return false;
    }
    general.value = model.startSaving(state);
    try {
      const changed = await api.changeInbox(org, id, state.base.version, parsed.value);
      inbox.value = changed;
      version = changed.version;
      general.value = { ...model.open(changed), kind: 'saved' };
      return true;
    } catch (error) {
      general.value =
        codeOf(error) === 'changed-meanwhile' ? await meet(state, error) : model.fail(state, error);
      return false;
    }
  };

  const meet = async (state: model.General, error: unknown): Promise<model.General> => {
    try {
      const theirs = await api.fetchInbox(org, id);
      inbox.value = theirs;
      return model.meet(state, theirs);
    } catch {
      return model.fail(state, error);
    }
  };

  const store = async (input: ConnectionInput | null, verify: boolean): Promise<boolean> => {
    if (!input) return false;
    editor.change(connection.startSaving);
    try {
      const stored = await api.connectInbox(org, { id, version }, input, { verify });
      version = stored.version;
      take(stored);
      editor.change((state) => connection.saved(state, formOf(stored), storedOf(stored)));
      return true;
    } catch (error) {
      editor.change((state) => connection.refuse(state, error));
      if (codeOf(error) === 'changed-meanwhile') await seeTheirs();
      return false;
    }
  };

  // Having been told, a person who saves once more means it.
  const seeTheirs = async () => {
    const theirs = await api.fetchInbox(org, id).catch(() => null);
    if (!theirs) return;
    take(theirs);
    ({ version } = theirs);
  };

  return {
    inbox,
    general,
    editor,
    saveGeneral,
    keepTheirs() {
      general.value = model.keepTheirs(general.peek());
    },
    keepMine() {
      general.value = model.keepMine(general.peek());
      return saveGeneral();
    },
    saveConnection: async () => store(await editor.tested(), true),
    saveUntested: () => store(editor.untested(), false),
    /** Tests the stored credentials; the inbox then shows what was found. */
    async check(): Promise<void> {
      await editor.check(id);
      take(await api.fetchInbox(org, id).catch(() => inbox.peek()));
    },
    isDirty: () => model.isDirty(general.peek()) || connection.isDirty(editor.state.peek()),
    dispose: editor.dispose,
  };
};
