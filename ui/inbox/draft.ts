import type { Problem } from '../../contract/problem.ts';
import { type Errors, noErrors, without } from '../forms/errors.ts';
import { ProblemError } from '../problem-error.ts';

export type Values = Readonly<Record<string, string | boolean>>;
/** Who was quicker, and when; `undefined` where that is not known. */
export type ChangedBy = Problem['changedBy'];

export const changedByOf = (error: unknown): ChangedBy =>
  error instanceof ProblemError ? error.problem.changedBy : undefined;

/**
 * A form of an inbox while it is being changed. `base` is what was loaded, and `version` the
 * inbox's version that it is to be stored onto.
 */
export type Draft<Form extends Values> = {
  form: Form;
  base: Form;
  version: number;
  errors: Errors;
} & (
  | { kind: 'editing' }
  | { kind: 'saving' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'conflict'; theirs: Form; theirVersion: number; by: ChangedBy }
);

export const open = <Form extends Values>(form: Form, version: number): Draft<Form> => ({
  kind: 'editing',
  form,
  base: form,
  version,
  errors: noErrors,
});

const common = <Form extends Values>({ form, base, version, errors }: Draft<Form>) => ({
  form,
  base,
  version,
  errors,
});

const fieldsOf = <Form extends Values>(form: Form) => Object.keys(form) as (keyof Form & string)[];

const differing = <Form extends Values>(one: Form, other: Form) =>
  fieldsOf(one).filter((field) => one[field] !== other[field]);

const changedSince = <Form extends Values>(before: Form, form: Form): Partial<Form> => {
  const part: Partial<Form> = {};
  for (const field of differing(form, before)) part[field] = form[field];
  return part;
};

type Sides<Form extends Values> = Pick<Draft<Form>, 'form' | 'base'>;

/** What the person changed, by field. */
export const changed = <Form extends Values>({ form, base }: Sides<Form>): Partial<Form> =>
  changedSince(base, form);

export const isDirty = <Form extends Values>({ form, base }: Sides<Form>): boolean =>
  differing(form, base).length > 0;

export const write = <Form extends Values>(
  draft: Draft<Form>,
  part: Partial<Form>,
): Draft<Form> => {
  const form = { ...draft.form, ...part };
  const errors = without(draft.errors, ...Object.keys(part));
  // The question whose version to keep stays until it is answered.
  if (draft.kind === 'conflict' || draft.kind === 'saving') return { ...draft, form, errors };
  return { ...common(draft), kind: 'editing', form, errors };
};

export const reject = <Form extends Values>(draft: Draft<Form>, errors: Errors): Draft<Form> => ({
  ...common(draft),
  kind: 'editing',
  errors,
});

export const startSaving = <Form extends Values>(draft: Draft<Form>): Draft<Form> => ({
  ...common(draft),
  kind: 'saving',
  errors: noErrors,
});

/** What was `sent` is stored; what was typed since then stays. */
export const saved = <Form extends Values>(
  draft: Draft<Form>,
  sent: Form,
  stored: Form,
  version: number,
): Draft<Form> => ({
  ...open(stored, version),
  form: { ...stored, ...changedSince(sent, draft.form) },
});

export const fail = <Form extends Values>(
  draft: Draft<Form>,
  error: unknown,
  errors: Errors,
): Draft<Form> => ({ ...common(draft), kind: 'failed', error, errors });

/** Somebody else was quicker: what was typed stays while the person decides. */
export const meet = <Form extends Values>(
  draft: Draft<Form>,
  theirs: Form,
  theirVersion: number,
  by: ChangedBy,
): Draft<Form> => ({
  ...common(draft),
  kind: 'conflict',
  errors: noErrors,
  theirs,
  theirVersion,
  by,
});

export const keepTheirs = <Form extends Values>(draft: Draft<Form>): Draft<Form> =>
  draft.kind === 'conflict' ? open(draft.theirs, draft.theirVersion) : draft;

/** What was changed here, to be stored over the newer version; all else is as they left it. */
export const keepMine = <Form extends Values>(draft: Draft<Form>): Draft<Form> => {
  if (draft.kind !== 'conflict') return draft;
  const newer = open(draft.theirs, draft.theirVersion);
  return { ...newer, form: { ...draft.theirs, ...changed(draft) } };
};

/**
 * A newer inbox from elsewhere on the page, such as after a check: what is being typed stays. Where
 * somebody changed this very form, the version stays too, so that saving asks.
 */
export const refresh = <Form extends Values>(
  draft: Draft<Form>,
  form: Form,
  version: number,
): Draft<Form> => {
  if (draft.kind === 'conflict') return { ...draft, theirs: form, theirVersion: version };
  if (!isDirty(draft)) return open(form, version);
  return differing(draft.base, form).length === 0 ? { ...draft, version } : draft;
};

/** What of a draft outlives its screen. */
export type KeptDraft<Form extends Values> = Pick<Draft<Form>, 'form' | 'base' | 'version'>;

/**
 * A draft from before, on an inbox that may have been changed since. It is about the version that it
 * was typed for, so that saving asks where somebody changed this very form.
 */
export const resume = <Form extends Values>(
  { form, base, version }: KeptDraft<Form>,
  current: Form,
  currentVersion: number,
): Draft<Form> =>
  differing(form, current).length === 0
    ? open(current, currentVersion)
    : refresh({ ...open(base, version), form }, current, currentVersion);

export type Comparison<Form extends Values> = {
  field: keyof Form & string;
  before: Form[keyof Form & string];
  theirs: Form[keyof Form & string];
  mine: Form[keyof Form & string];
};

/** What two people started from, and what each made of it. */
export type Clash<Form extends Values> = Sides<Form> & { theirs?: Form; by?: ChangedBy };

/** What two people changed at once: the same fields, to different values, and what only they did. */
export const compare = <Form extends Values>({ base, form, theirs = base }: Clash<Form>) => {
  const rows: Comparison<Form>[] = differing(base, theirs).map((field) => ({
    field,
    before: base[field],
    theirs: theirs[field],
    mine: form[field],
  }));
  return {
    clashing: rows.filter((row) => row.mine !== row.before && row.mine !== row.theirs),
    onlyTheirs: rows.filter((row) => row.mine === row.before),
  };
};
