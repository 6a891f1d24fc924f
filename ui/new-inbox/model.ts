import { type InboxCreation, inboxCreation } from '../../contract/inbox.ts';
import { type ConnectionForm, emptyForm } from '../connection/form.ts';
import { type Errors, errorsFromProblem, noErrors, without } from '../forms/errors.ts';
import { type Parsed, parseForm } from '../forms/parse.ts';

const addressForm = inboxCreation.pick({ emailAddress: true });

export const steps = ['address', 'type', 'servers'] as const;
export type Step = (typeof steps)[number];

export type Draft = { emailAddress: string; name: string; displayName: string };

export const emptyDraft: Draft = { emailAddress: '', name: '', displayName: '' };

/** Adding an inbox: three questions, then it is made. */
export type Wizard = { draft: Draft; errors: Errors } & (
  | { kind: 'asking'; step: Step }
  | { kind: 'creating'; step: 'servers' }
  | { kind: 'refused'; step: Step; error: unknown }
  | { kind: 'created'; step: 'servers' }
);

export const begin = (draft: Draft = emptyDraft, step: Step = 'address'): Wizard => ({
  kind: 'asking',
  step,
  draft,
  errors: noErrors,
});

export const ask = (wizard: Wizard, step: Step): Wizard => begin(wizard.draft, step);

/** `support.eu@example.com` is probably called "Support eu". */
export const suggestName = (address: string): string => {
  const words = (address.split('@')[0] ?? '').replace(/[._+-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

// A name that we suggested for one address is not the person's choice for another.
const withoutStaleName = (draft: Draft, field: keyof Draft): Draft =>
  field === 'emailAddress' && draft.name === suggestName(draft.emailAddress)
    ? { ...draft, name: '' }
    : draft;

export const type = (wizard: Wizard, field: keyof Draft, text: string): Wizard =>
  wizard.kind === 'creating' || wizard.kind === 'created'
    ? wizard
    : {
        kind: 'asking',
        step: wizard.step,
        draft: { ...withoutStaleName(wizard.draft, field), [field]: text },
        errors: without(wizard.errors, field),
      };

/** Goes on to the way of connecting, with a name that the person may change. */
export const giveAddress = (wizard: Wizard): Wizard => {
  const { draft } = wizard;
  const parsed = parseForm(addressForm, { emailAddress: draft.emailAddress });
  if (!parsed.ok) return { kind: 'asking', step: 'address', draft, errors: parsed.errors };
  const given = parsed.value.emailAddress;
  return begin({ ...draft, emailAddress: given, name: draft.name || suggestName(given) }, 'type');
};

export const parseCreation = ({ draft }: Wizard): Parsed<InboxCreation> =>
  parseForm(inboxCreation, { ...draft, connectionType: 'imap' });

/** A try to make an inbox: its key belongs to what was to be made. */
export type Attempt = { creation: string; key: string };

/**
 * The same key as long as the same is asked for, so that asking again after an answer that was lost
 * makes no second inbox; a new one for anything else.
 */
export const attemptAt = (
  creation: InboxCreation,
  last: Attempt | null,
  newKey: () => string,
): Attempt => {
  const asked = JSON.stringify(creation);
  return last?.creation === asked ? last : { creation: asked, key: newKey() };
};

export const reject = (wizard: Wizard, errors: Errors): Wizard => ({
  kind: 'asking',
  step: wizard.step,
  draft: wizard.draft,
  errors,
});

/** A refusal shows at the step that asked for what was refused. */
export const refuse = (wizard: Wizard, error: unknown, isAddressTaken: boolean): Wizard => {
  const named = errorsFromProblem(error);
  const errors = isAddressTaken
    ? { emailAddress: 'Another inbox already uses this address.', ...named }
    : named;
  const step = errors.emailAddress ? 'address' : 'servers';
  return { kind: 'refused', step, draft: wizard.draft, error, errors };
};

/** The username follows the address while nobody has written another. */
export const withAddress = (form: ConnectionForm, before: string, now: string): ConnectionForm => {
  const follow = (username: string) => (username === before || username === '' ? now : username);
  return {
    imap: { ...form.imap, username: follow(form.imap.username) },
    smtp: { ...form.smtp, username: follow(form.smtp.username) },
  };
};

export const isDirty = (wizard: Wizard, form: ConnectionForm): boolean =>
  wizard.kind !== 'created' &&
  (Object.values(wizard.draft).some((text) => text !== '') ||
    JSON.stringify(form) !== JSON.stringify(emptyForm('')));
