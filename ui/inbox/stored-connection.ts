import type { Inbox } from '../../contract/inbox.ts';
import type { ConnectionInput } from '../../contract/mail-server.ts';
import * as api from '../api.ts';
import { connectionEditor } from '../connection/editor.ts';
import { formOf, sendsStoredElsewhere, storedOf } from '../connection/form.ts';
import { takeOver } from '../connection/handover.ts';
import * as meeting from '../connection/meeting.ts';
import * as connection from '../connection/model.ts';
import { type Settings, settingsOf, withSettings } from '../connection/settings.ts';
import { codeOf } from '../problem-error.ts';
import { changedByOf, type KeptDraft, open, resume } from './draft.ts';
import type { Access } from './inbox-form.ts';

export type StoredConnection = ReturnType<typeof storedConnection>;

/** The connection form of an inbox, and storing what it says. */
export const storedConnection = (
  org: string,
  loaded: Inbox,
  { newest, onNewer }: Pick<Access, 'newest' | 'onNewer'>,
  kept: KeptDraft<Settings> | null,
) => {
  const { id } = loaded;
  const subject = () => ({ inboxId: id });
  const shown = formOf(loaded);
  const current = settingsOf(shown);
  const handover = takeOver(id);
  const draft =
    kept && !handover ? resume(kept, current, loaded.version) : open(current, loaded.version);
  const pristine = withSettings(draft.base, shown);
  const sender = () => loaded.emailAddress;
  const editor = connectionEditor(org, subject, pristine, storedOf(loaded), sender);
  editor.change((state) => ({ ...state, form: withSettings(draft.form, shown) }));
  if (handover) {
    const { form, error } = handover;
    editor.change((state) => connection.refuse({ ...state, form }, error, Date.now()));
  }

  // The version that the form was filled from: storing it must not undo a newer one.
  let { version } = draft;
  let filledFrom = version === loaded.version ? JSON.stringify(loaded.connection) : '';
  // The newer inbox that the person is asked about.
  let met = loaded;

  const fillFrom = (inbox: Inbox) => {
    version = inbox.version;
    filledFrom = JSON.stringify(inbox.connection);
  };

  // What is being typed stays; what the server holds is true in any case.
  const refresh = (newer: Inbox) => {
    const state = editor.state.peek();
    if (state.kind === 'conflict') {
      met = newer;
      editor.change(() => ({ ...state, stored: storedOf(newer), theirs: formOf(newer) }));
      return;
    }
    const isSame = JSON.stringify(newer.connection) === filledFrom;
    const isUntouched = !connection.isDirty(state) && !connection.isBusy(state);
    if (isSame || isUntouched) fillFrom(newer);
    if (isUntouched && !isSame) {
      editor.change(() => connection.openEditor(formOf(newer), storedOf(newer)));
    } else {
      editor.change((current) => ({ ...current, stored: storedOf(newer) }));
    }
  };

  const refused = async (thrown: unknown) => {
    const code = codeOf(thrown);
    const isTheirs = code === 'changed-meanwhile' || code === 'inbox-archived';
    const theirs = isTheirs ? await newest().catch(() => null) : null;
    if (theirs) onNewer(theirs);
    if (theirs === null || code === 'inbox-archived') {
      editor.change((state) => connection.refuse(state, thrown, Date.now()));
      return;
    }
    met = theirs;
    editor.change((state) => meeting.meet(state, formOf(theirs), changedByOf(thrown)));
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
      const waited = await editor.waitOut(error, 'save');
      if (waited === 'over') return store(input, verify);
      if (waited === 'not-asked') await refused(error);
      return false;
    }
  };

  const save = async () => store(await editor.tested(), true);

  return {
    editor,
    refresh,
    save,
    keepTheirs() {
      fillFrom(met);
      editor.change(meeting.keepTheirs);
    },
    /** Stores it at once, unless a password of theirs would go to a server of this person's. */
    async keepMine(): Promise<boolean> {
      fillFrom(met);
      editor.change(meeting.keepMine);
      const { form, stored } = editor.state.peek();
      const isAsked = (['imap', 'smtp'] as const).some((protocol) =>
        sendsStoredElsewhere(protocol, form, stored),
      );
      return isAsked ? false : save();
    },
    /** What may be kept of it while it is unsaved. */
    draft: (): KeptDraft<Settings> => ({
      form: settingsOf(editor.state.value.form),
      base: settingsOf(editor.state.value.pristine),
      version,
    }),
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
