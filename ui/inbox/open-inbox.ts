import { signal } from '@preact/signals';
import type { Inbox } from '../../contract/inbox.ts';
import { aliasBook } from '../aliases/alias-book.ts';
import * as api from '../api.ts';
import { autoResponseForm } from '../auto-response/form.ts';
import { type Access, inboxForm } from './inbox-form.ts';
import { namesForm } from './names.ts';
import { storedConnection } from './stored-connection.ts';

export type OpenInbox = ReturnType<typeof openInbox>;

/** An inbox with the forms that change it. */
export const openInbox = (org: string, loaded: Inbox) => {
  const { id } = loaded;
  const inbox = signal(loaded);

  const take = (newer: Inbox) => {
    if (newer.version < inbox.peek().version) return;
    inbox.value = newer;
    for (const form of [names, autoResponse, connection]) form.refresh(newer);
  };
  const access: Access = {
    send: (version, change) => api.changeInbox(org, id, version, change),
    newest: () => api.fetchInbox(org, id),
    onNewer: take,
  };
  const names = inboxForm(loaded, namesForm, access);
  const autoResponse = inboxForm(loaded, autoResponseForm, access);
  const connection = storedConnection(org, loaded, access);
  const reload = async () => {
    const newer = await access.newest().catch(() => null);
    if (newer) take(newer);
  };
  const aliases = aliasBook(org, id, reload);

  return {
    inbox,
    names,
    autoResponse,
    connection,
    aliases,
    /** Shows an inbox that somebody was handed elsewhere on the page. */
    take,
    isDirty: () =>
      names.isDirty() || autoResponse.isDirty() || connection.isDirty() || aliases.isDirty(),
    dispose: connection.dispose,
  };
};
