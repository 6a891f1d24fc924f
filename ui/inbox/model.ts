import { type Inbox, type InboxChange, inboxChange } from '../../contract/inbox.ts';
import { type Errors, errorsFromProblem, noErrors, without } from '../forms/errors.ts';
import { type Parsed, parseForm } from '../forms/parse.ts';

export const tabs = ['general', 'connection'] as const;
export type Tab = (typeof tabs)[number];

/** The tab that an address names; `undefined` for one that there isn't. */
export const tabOf = (segment: string | undefined): Tab | undefined =>
  tabs.find((tab) => tab === (segment ?? 'general'));

export const tabPath = (base: string, tab: Tab) => (tab === 'general' ? base : `${base}/${tab}`);

/** The tab that an arrow key leads to, in a circle (WAI-ARIA APG, tabs). */
export const tabByKey = (key: string, from: Tab): Tab | undefined => {
  const at = tabs.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return tabs[(at + 1) % tabs.length];
    case 'ArrowLeft':
      return tabs[(at + tabs.length - 1) % tabs.length];
    case 'Home':
      return tabs[0];
    case 'End':
      return tabs.at(-1);
    default:
      return undefined;
  }
};

export type GeneralForm = { name: string; displayName: string };

export const formOf = ({ name, displayName }: Inbox): GeneralForm => ({
  name,
  displayName: displayName ?? '',
});

/** The name and display name of an inbox while they are being changed. `base` is what was loaded. */
export type General = { form: GeneralForm; base: Inbox; errors: Errors } & (
  | { kind: 'editing' }
  | { kind: 'saving' }
  | { kind: 'saved' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'conflict'; theirs: Inbox }
);

export const open = (inbox: Inbox): General => ({
  kind: 'editing',
  form: formOf(inbox),
  base: inbox,
  errors: noErrors,
});

export const type = (general: General, field: keyof GeneralForm, text: string): General => {
  if (general.kind === 'saving') return general;
  const changed = {
    form: { ...general.form, [field]: text },
    base: general.base,
    errors: without(general.errors, field),
  };
  // The question whose version to keep stays until it is answered.
  return general.kind === 'conflict'
    ? { ...changed, kind: 'conflict', theirs: general.theirs }
    : { ...changed, kind: 'editing' };
};

export const isDirty = ({ form, base }: General): boolean => {
  const stored = formOf(base);
  return form.name !== stored.name || form.displayName !== stored.displayName;
};

/** Only what was changed is sent, so that the rest stays whoever's it is. */
export const parseChange = ({ form, base }: General): Parsed<InboxChange> => {
  const stored = formOf(base);
  return parseForm(inboxChange, {
    ...(form.name !== stored.name && { name: form.name }),
    ...(form.displayName !== stored.displayName && { displayName: form.displayName }),
  });
};

export const reject = (general: General, errors: Errors): General => ({
  kind: 'editing',
  form: general.form,
  base: general.base,
  errors,
});

export const startSaving = ({ form, base }: General): General => ({
  kind: 'saving',
  form,
  base,
  errors: noErrors,
});

export const fail = ({ form, base }: General, error: unknown): General => ({
  kind: 'failed',
  form,
  base,
  error,
  errors: errorsFromProblem(error),
});

/** Somebody else was quicker: what was typed stays while the person decides. */
export const meet = ({ form, base }: General, theirs: Inbox): General => ({
  kind: 'conflict',
  form,
  base,
  theirs,
  errors: noErrors,
});

export const keepTheirs = (general: General): General =>
  general.kind === 'conflict' ? open(general.theirs) : general;

/** What was typed, to be stored over the newer version. */
export const keepMine = (general: General): General =>
  general.kind === 'conflict'
    ? { kind: 'editing', form: general.form, base: general.theirs, errors: noErrors }
    : general;

/** A newer inbox from elsewhere on the page, such as after a check; what is being typed stays. */
export const refresh = (general: General, inbox: Inbox): General =>
  isDirty(general) ? { ...general, base: { ...inbox, ...nameOf(general.base) } } : open(inbox);

const nameOf = ({ name, displayName }: Inbox) => ({ name, displayName });

export type Difference = { field: string; before: string; now: string };

/** What the other person changed, in words. */
export const differences = (base: Inbox, theirs: Inbox): Difference[] => {
  const rows = [
    { field: 'Name', before: base.name, now: theirs.name },
    { field: 'Display name', before: base.displayName ?? '', now: theirs.displayName ?? '' },
  ];
  return rows.filter(({ before, now }) => before !== now);
};
