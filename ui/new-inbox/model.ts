import { type ConnectionType, type InboxCreation, inboxCreation } from '../../contract/inbox.ts';
import { type ConnectionForm, emptyForm } from '../connection/form.ts';
import { type Errors, errorsFromProblem, noErrors, without } from '../forms/errors.ts';
import { type Parsed, parseForm } from '../forms/parse.ts';
import { noSharedMailbox, type SharedMailbox, sharedMailboxOf } from '../oauth/shared-mailbox.ts';

const addressForm = inboxCreation.pick({ emailAddress: true });

export const steps = ['address', 'type', 'servers', 'sign-in'] as const;
export type Step = (typeof steps)[number];

type Texts = { emailAddress: string; name: string; displayName: string };

export type Draft = Texts & {
  connectionType: ConnectionType;
  /** By the person; a way that nobody has chosen follows what is found for the address. */
  isWayChosen: boolean;
  shared: SharedMailbox;
};

export const emptyDraft: Draft = {
  emailAddress: '',
  name: '',
  displayName: '',
  connectionType: 'imap',
  isWayChosen: false,
  shared: noSharedMailbox,
};

/** Adding an inbox: three questions, then it is made. */
export type Wizard = { draft: Draft; errors: Errors; step: Step } & (
  | { kind: 'asking' }
  | { kind: 'creating' }
  | { kind: 'refused'; error: unknown }
  | { kind: 'created' }
);

/** The third question: mail servers are asked for, a provider is signed in at. */
export const lastStepOf = ({ connectionType }: Draft): Step =>
  connectionType === 'imap' ? 'servers' : 'sign-in';

/** The questions that the chosen way to connect leads through. */
export const stepsOf = (draft: Draft): Step[] => ['address', 'type', lastStepOf(draft)];

export const begin = (draft: Draft = emptyDraft, step: Step = 'address'): Wizard => ({
  kind: 'asking',
  step: stepsOf(draft).includes(step) ? step : lastStepOf(draft),
  draft,
  errors: noErrors,
});

export const ask = (wizard: Wizard, step: Step): Wizard => begin(wizard.draft, step);

/** On its way, or done: nothing can be changed any more. */
export const isMaking = ({ kind }: Wizard) => kind === 'creating' || kind === 'created';

/** `support.eu@example.com` is probably called "Support eu". */
export const suggestName = (address: string): string => {
  const words = (address.split('@')[0] ?? '').replace(/[._+-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

// What we suggested for one address is not the person's choice for another.
const withoutSuggestions = (draft: Draft): Draft => ({
  ...draft,
  name: draft.name === suggestName(draft.emailAddress) ? '' : draft.name,
  shared:
    draft.shared.address === draft.emailAddress ? { ...draft.shared, address: '' } : draft.shared,
});

const edited = (wizard: Wizard, draft: Draft, field: string): Wizard =>
  isMaking(wizard)
    ? wizard
    : { kind: 'asking', step: wizard.step, draft, errors: without(wizard.errors, field) };

export const type = (wizard: Wizard, field: keyof Texts, text: string): Wizard => {
  const { draft } = wizard;
  const kept = field === 'emailAddress' ? withoutSuggestions(draft) : draft;
  return edited(wizard, { ...kept, [field]: text }, field);
};

export const chooseWay = (wizard: Wizard, connectionType: ConnectionType): Wizard =>
  edited(wizard, { ...wizard.draft, connectionType, isWayChosen: true }, 'connectionType');

/** The way that fits what was found, until somebody has chosen one; never under the last question. */
export const suggestWay = (wizard: Wizard, connectionType: ConnectionType): Wizard => {
  const { step, draft } = wizard;
  const isOpen = step === 'address' || step === 'type';
  if (!isOpen || draft.isWayChosen || draft.connectionType === connectionType) return wizard;
  return isMaking(wizard) ? wizard : { ...wizard, draft: { ...draft, connectionType } };
};

/** What was chosen for one address says nothing of another. */
export const forgetWay = (wizard: Wizard): Wizard => ({
  ...wizard,
  draft: { ...wizard.draft, isWayChosen: false },
});

export const share = (wizard: Wizard, shared: SharedMailbox): Wizard =>
  edited(wizard, { ...wizard.draft, shared }, 'sharedMailbox');

/** Goes on to the way of connecting, with a name that the person may change. */
export const giveAddress = (wizard: Wizard): Wizard => {
  const { draft } = wizard;
  const parsed = parseForm(addressForm, { emailAddress: draft.emailAddress });
  if (!parsed.ok) return { kind: 'asking', step: 'address', draft, errors: parsed.errors };
  const given = parsed.value.emailAddress;
  const name = draft.name || suggestName(given);
  const shared = { ...draft.shared, address: draft.shared.address || given };
  return begin({ ...draft, emailAddress: given, name, shared }, 'type');
};

export const parseCreation = ({ draft }: Wizard): Parsed<InboxCreation> => {
  const { shared: _, isWayChosen: __, ...creation } = draft;
  return parseForm(inboxCreation, creation);
};

/** The same, and which shared mailbox to sign in for; only Microsoft has those. */
export const parseSignIn = (
  wizard: Wizard,
): Parsed<InboxCreation & { sharedMailbox: string | undefined }> => {
  const { connectionType, shared } = wizard.draft;
  const creation = parseCreation(wizard);
  const mailbox = sharedMailboxOf(connectionType === 'microsoft' ? shared : noSharedMailbox);
  if (creation.ok && mailbox.ok) {
    return { ok: true, value: { ...creation.value, sharedMailbox: mailbox.address } };
  }
  const errors = creation.ok ? noErrors : creation.errors;
  return { ok: false, errors: mailbox.ok ? errors : { ...errors, sharedMailbox: mailbox.error } };
};

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

export const startMaking = ({ draft }: Wizard): Wizard => ({
  kind: 'creating',
  step: lastStepOf(draft),
  draft,
  errors: noErrors,
});

export const finishMaking = ({ draft, step, errors }: Wizard): Wizard => ({
  kind: 'created',
  step,
  draft,
  errors,
});

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
  const { draft } = wizard;
  const step = errors.emailAddress ? 'address' : lastStepOf(draft);
  return { kind: 'refused', step, draft, error, errors };
};

export const isDirty = (wizard: Wizard, form: ConnectionForm): boolean =>
  wizard.kind !== 'created' &&
  (JSON.stringify(wizard.draft) !== JSON.stringify(emptyDraft) ||
    JSON.stringify(form) !== JSON.stringify(emptyForm('')));
