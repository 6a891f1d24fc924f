import { type Signal, signal } from '@preact/signals';
import type { Inbox, InboxChange } from '../../contract/inbox.ts';
import type { Errors } from '../forms/errors.ts';
import type { Parsed } from '../forms/parse.ts';
import { codeOf } from '../problem-error.ts';
import {
  changedByOf,
  type Draft,
  fail,
  isDirty,
  type KeptDraft,
  keepMine,
  keepTheirs,
  meet,
  open,
  refresh,
  reject,
  resume,
  saved,
  startSaving,
  type Values,
  write,
} from './draft.ts';

/** What one form of the inbox page is about. */
export type FormKind<Form extends Values> = {
  formOf: (inbox: Inbox) => Form;
  parse: (draft: Draft<Form>) => Parsed<InboxChange>;
  /** The fields that a refusal names. */
  errorsOf: (error: unknown) => Errors;
};

/** How a form reaches the inbox, and tells of a newer one. */
export type Access = {
  send: (version: number, change: InboxChange) => Promise<Inbox>;
  newest: () => Promise<Inbox>;
  onNewer: (inbox: Inbox) => void;
};

export type InboxForm<Form extends Values> = {
  draft: Signal<Draft<Form>>;
  write: (part: Partial<Form>) => void;
  save: () => Promise<boolean>;
  keepTheirs: () => void;
  keepMine: () => Promise<boolean>;
  refresh: (inbox: Inbox) => void;
  isDirty: () => boolean;
};

/** Runs one form of an inbox: what is typed, saving it, and meeting somebody who was quicker. */
export const inboxForm = <Form extends Values>(
  loaded: Inbox,
  { formOf, parse, errorsOf }: FormKind<Form>,
  { send, newest, onNewer }: Access,
  kept: KeptDraft<Form> | null,
): InboxForm<Form> => {
  const draft = signal<Draft<Form>>(
    kept === null
      ? open(formOf(loaded), loaded.version)
      : resume(kept, formOf(loaded), loaded.version),
  );

  const refused = async (thrown: unknown): Promise<Draft<Form>> => {
    const plain = () => fail(draft.peek(), thrown, errorsOf(thrown));
    const code = codeOf(thrown);
    if (code !== 'changed-meanwhile' && code !== 'inbox-archived') return plain();
    const newer = await newest().catch(() => null);
    if (newer === null) return plain();
    onNewer(newer);
    if (code === 'inbox-archived') return plain();
    return meet(draft.peek(), formOf(newer), newer.version, changedByOf(thrown));
  };

  const save = async (): Promise<boolean> => {
    const before = draft.peek();
    if (before.kind === 'saving' || before.kind === 'conflict') return false;
    const parsed = parse(before);
    if (!parsed.ok) {
      draft.value = reject(before, parsed.errors);
      return false;
    }
    draft.value = startSaving(before);
    try {
      const stored = await send(before.version, parsed.value);
      draft.value = saved(draft.peek(), before.form, formOf(stored), stored.version);
      onNewer(stored);
      return true;
    } catch (error) {
      draft.value = await refused(error);
      return false;
    }
  };

  return {
    draft,
    save,
    write(part) {
      draft.value = write(draft.peek(), part);
    },
    keepTheirs() {
      draft.value = keepTheirs(draft.peek());
    },
    async keepMine() {
      draft.value = keepMine(draft.peek());
      return isDirty(draft.peek()) ? save() : true;
    },
    refresh(inbox) {
      draft.value = refresh(draft.peek(), formOf(inbox), inbox.version);
    },
    isDirty: () => isDirty(draft.peek()),
  };
};
