import { effect, signal } from '@preact/signals';
import type { Inbox } from '../../contract/inbox.ts';
import { aliasBook } from '../aliases/alias-book.ts';
import * as api from '../api.ts';
import { autoResponseForm } from '../auto-response/form.ts';
import { formOf } from '../connection/form.ts';
import { settingsOf } from '../connection/settings.ts';
import { settingsFinder } from '../mail-settings/finder.ts';
import { askedForm } from '../oauth/asked.ts';
import { grantChecker } from '../oauth/grant-check.ts';
import { roundTripRunner } from '../round-trip/runner.ts';
import type { Drafts } from '../session/drafts.ts';
import type { Values } from './draft.ts';
import { type Access, type FormKind, inboxForm } from './inbox-form.ts';
import { keptOf, readKept } from './kept-draft.ts';
import { namesForm } from './names.ts';
import { storedChecker } from './stored-check.ts';
import { storedConnection } from './stored-connection.ts';

export type OpenInbox = ReturnType<typeof openInbox>;

/** An inbox with the forms that change it; what is unsaved in them is kept in `drafts`. */
export const openInbox = (org: string, loaded: Inbox, drafts: Drafts) => {
  const { id } = loaded;
  const inbox = signal(loaded);

  const take = (newer: Inbox) => {
    if (newer.version < inbox.peek().version) return;
    if (newer.version > inbox.peek().version) grant.forget();
    // Somebody else, or the time, has checked it since.
    if (newer.lastCheckedAt !== inbox.peek().lastCheckedAt) checker.forget();
    inbox.value = newer;
    for (const form of [names, autoResponse, connection]) form.refresh(newer);
  };
  const access: Access = {
    send: (version, change) => api.changeInbox(org, id, version, change),
    newest: () => api.fetchInbox(org, id),
    onNewer: take,
  };
  const formWithDraft = <Form extends Values>(kind: FormKind<Form>, name: string) =>
    inboxForm(loaded, kind, access, readKept(drafts.read(name), kind.formOf(loaded)));
  const names = formWithDraft(namesForm, 'names');
  const autoResponse = formWithDraft(autoResponseForm, 'auto-response');
  const keptConnection = readKept(drafts.read('connection'), settingsOf(formOf(loaded)));
  const connection = storedConnection(org, loaded, access, keptConnection);
  const grant = grantChecker(org, id, access);
  const checker = storedChecker(org, id, access);
  const finder = settingsFinder(org);
  const roundTrip = roundTripRunner(org, id);
  const reload = async () => {
    const newer = await access.newest().catch(() => null);
    if (newer) take(newer);
  };
  const aliases = aliasBook(org, id, reload);
  aliases.write(drafts.read('alias') ?? '');

  const isDirty = () =>
    names.isDirty() || autoResponse.isDirty() || connection.isDirty() || aliases.isDirty();
  const unsaved: Record<string, () => string | null> = {
    names: () => keptOf(names.draft.value),
    'auto-response': () => keptOf(autoResponse.draft.value),
    connection: () => keptOf(connection.draft()),
    alias: () => aliases.typed.value.trim() || null,
  };
  const wasKept = isDirty() && Object.keys(unsaved).some((form) => drafts.read(form) !== null);
  const keepers = Object.entries(unsaved).map(([form, textOf]) =>
    effect(() => drafts.keep(form, textOf())),
  );
  const stopKeeping = () => {
    for (const stop of keepers) stop();
  };

  return {
    inbox,
    names,
    autoResponse,
    connection,
    /** Checks the grant of an inbox that is connected by its provider. */
    grant,
    /** Checks what is stored of it, from any of its tabs. */
    checker,
    asked: askedForm(org, loaded),
    /** Searches for the mail servers of its address. */
    finder,
    /** Sends test messages through it; one that is on its way goes on while other tabs are shown. */
    roundTrip,
    aliases,
    /** Shows an inbox that somebody was handed elsewhere on the page. */
    take,
    /** Shows it as it is by now; where that can't be had, it stays as it was. */
    reload,
    isDirty,
    /** Whether something was unsaved from before when it was opened. */
    wasKept,
    /** Forgets what is unsaved: the person wants it so. */
    forget() {
      stopKeeping();
      for (const form of Object.keys(unsaved)) drafts.keep(form, null);
    },
    dispose() {
      stopKeeping();
      connection.dispose();
      grant.dispose();
      checker.dispose();
      finder.dispose();
      roundTrip.dispose();
    },
  };
};
