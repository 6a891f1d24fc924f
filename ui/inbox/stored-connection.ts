import type { Inbox } from '../../contract/inbox.ts';
import type { ConnectionInput } from '../../contract/mail-server.ts';
import * as api from '../api.ts';
import { connectionEditor } from '../connection/editor.ts';
import { formOf, storedOf } from '../connection/form.ts';
import { takeOver } from '../connection/handover.ts';
import * as connection from '../connection/model.ts';
import { codeOf } from '../problem-error.ts';
import type { Access } from './inbox-form.ts';

export type StoredConnection = ReturnType<typeof storedConnection>;

/** The connection form of an inbox, and storing what it says. */
export const storedConnection = (
  org: string,
  loaded: Inbox,
  { newest, onNewer }: Pick<Access, 'newest' | 'onNewer'>,
) => {
  const { id } = loaded;
  const subject = () => ({ inboxId: id });
  const editor = connectionEditor(org, subject, formOf(loaded), storedOf(loaded));
  const handover = takeOver(id);
  if (handover) {
    editor.change((state) => connection.refuse({ ...state, form: handover.form }, handover.error));
  }

  // The version that the form was filled from: storing it must not undo a newer one.
  let { version } = loaded;
  let filledFrom = JSON.stringify(loaded.connection);

  const fillFrom = (inbox: Inbox) => {
    version = inbox.version;
    filledFrom = JSON.stringify(inbox.connection);
  };

  // What is being typed stays; what the server holds is true in any case.
  const refresh = (newer: Inbox) => {
    const state = editor.state.peek();
    const isSame = JSON.stringify(newer.connection) === filledFrom;
    const isUntouched = !connection.isDirty(state) && !connection.isBusy(state);
    if (isSame || isUntouched) fillFrom(newer);
    if (isUntouched && !isSame) {
      editor.change(() => connection.openEditor(formOf(newer), storedOf(newer)));
    } else {
      editor.change((current) => ({ ...current, stored: storedOf(newer) }));
    }
  };

  // Having been told, a person who saves once more means it.
  const seeTheirs = async () => {
    const theirs = await newest().catch(() => null);
    if (!theirs) return;
    onNewer(theirs);
    fillFrom(theirs);
  };

  const store = async (input: ConnectionInput | null, verify: boolean): Promise<boolean> => {
    if (!input) return false;
    editor.change(connection.startSaving);
    try {
      const stored = await api.connectInbox(org, { id, version }, input, { verify });
      fillFrom(stored);
      onNewer(stored);
      editor.change((state) => connection.saved(state, formOf(stored), storedOf(stored)));
      return true;
    } catch (error) {
      editor.change((state) => connection.refuse(state, error));
      const code = codeOf(error);
      if (code === 'changed-meanwhile' || code === 'inbox-archived') await seeTheirs();
      return false;
    }
  };

  return {
    editor,
    refresh,
    save: async () => store(await editor.tested(), true),
    saveUntested: () => store(editor.untested(), false),
    /** Tests the stored credentials; the inbox then shows what was found. */
    async check(): Promise<void> {
      await editor.check(id);
      const newer = await newest().catch(() => null);
      if (newer) onNewer(newer);
    },
    isDirty: () => connection.isDirty(editor.state.peek()),
    dispose: editor.dispose,
  };
};
