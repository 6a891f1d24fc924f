import type {
  DeletionPreview,
  InboxDeletion,
  MAX_TRANSFER_TARGETS,
  TransferTarget,
} from '../../contract/deletion.ts';
import { type Errors, isEmpty, noErrors, without } from '../forms/errors.ts';
import type { Parsed } from '../forms/parse.ts';
import { shownName } from '../parts/shown-name.ts';
import type { Subject } from './model.ts';

// Written out, and held equal by its type, so that the list does not have to load the schemas.
const FULL: typeof MAX_TRANSFER_TARGETS = 100;

/** What the person has said so far. It outlives a preview that is loaded anew. */
export type Answers = {
  tickets: 'transfer' | 'close' | null;
  target: TransferTarget | null;
  /** What narrows the inboxes to choose from. */
  q: string;
  name: string;
};

type Base = { inbox: Subject; answers: Answers };
type Seen = { preview: DeletionPreview; canNarrow: boolean };

/** Deleting an inbox: what goes with it is loaded, decided upon, confirmed by its name, and done. */
export type Deletion = Base &
  (
    | { kind: 'loading' }
    | { kind: 'failed'; error: unknown }
    | ({ kind: 'asking'; errors: Errors; refusal: unknown } & Seen)
    | ({ kind: 'deleting' } & Seen)
    | { kind: 'deleted' }
  );

const noAnswers: Answers = { tickets: null, target: null, q: '', name: '' };

export const open = (inbox: Subject): Deletion => ({ kind: 'loading', inbox, answers: noAnswers });

export const reload = ({ inbox, answers }: Deletion): Deletion => ({
  kind: 'loading',
  inbox,
  answers,
});

/** Shows what goes; after a refusal also what has changed since. */
export const show = (deletion: Deletion, preview: DeletionPreview, refusal?: unknown): Deletion => {
  const { inbox, answers } = deletion;
  const isFull = answers.q === '' && preview.transferTargets.length >= FULL;
  return {
    kind: 'asking',
    inbox,
    answers,
    preview,
    errors: noErrors,
    refusal,
    canNarrow: isFull || ('canNarrow' in deletion && deletion.canNarrow),
  };
};

export const fail = ({ inbox, answers }: Deletion, error: unknown): Deletion => ({
  kind: 'failed',
  inbox,
  answers,
  error,
});

export const answer = (deletion: Deletion, change: Partial<Answers>): Deletion =>
  deletion.kind === 'asking'
    ? {
        ...deletion,
        answers: { ...deletion.answers, ...change },
        errors: without(deletion.errors, ...Object.keys(change)),
      }
    : deletion;

/** A narrower choice came; what else was shown stays. */
export const narrow = (deletion: Deletion, { transferTargets }: DeletionPreview): Deletion =>
  deletion.kind === 'asking'
    ? { ...deletion, preview: { ...deletion.preview, transferTargets } }
    : deletion;

/** The inboxes to choose from; the one that is chosen stays among them while others are looked for. */
export const targetsOf = ({ preview, answers }: Seen & Pick<Base, 'answers'>): TransferTarget[] => {
  const { target } = answers;
  const found = preview.transferTargets;
  return target === null || found.some(({ id }) => id === target.id) ? found : [target, ...found];
};

export const hasTargets = ({ preview, canNarrow }: Seen) =>
  canNarrow || preview.transferTargets.length > 0;

// What can't be seen can't be asked of a person to type.
const visible = (text: string) =>
  text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .trim();

/** The inbox's name was typed, or its address where that is what it goes by; spaces around it don't count. */
export const isConfirmed = ({ inbox, answers }: Base) =>
  visible(answers.name) === visible(shownName(inbox));

/** What is sent, or which question is still open. */
export const decide = ({ preview, answers }: Seen & Base): Parsed<InboxDeletion> => {
  if (preview.openTickets === 0) return { ok: true, value: {} };
  const { tickets, target } = answers;
  if (tickets === 'close') return { ok: true, value: { tickets: { action: 'close' } } };
  if (tickets === null) {
    return { ok: false, errors: { tickets: 'Choose what happens to the open tickets.' } };
  }
  if (target === null) {
    return { ok: false, errors: { target: 'Choose the inbox that takes the tickets.' } };
  }
  return { ok: true, value: { tickets: { action: 'transfer', inboxId: target.id } } };
};

export const reject = (deletion: Deletion, errors: Errors): Deletion =>
  deletion.kind === 'asking' && !isEmpty(errors) ? { ...deletion, errors } : deletion;

export const startDeleting = ({ inbox, answers, preview, canNarrow }: Base & Seen): Deletion => ({
  kind: 'deleting',
  inbox,
  answers,
  preview,
  canNarrow,
});

/** The inbox that was to take the tickets can't: it has to be chosen anew. */
export const forgetTarget = (deletion: Deletion): Deletion => ({
  ...deletion,
  answers: { ...deletion.answers, target: null, q: '' },
});

const SHOWN_ALIASES = 3;

/** A list of addresses that may be long, in its first few and how many more there are. */
export const shorten = (aliases: readonly string[]): { shown: readonly string[]; more: number } =>
  aliases.length <= SHOWN_ALIASES + 1
    ? { shown: aliases, more: 0 }
    : { shown: aliases.slice(0, SHOWN_ALIASES), more: aliases.length - SHOWN_ALIASES };

const number = new Intl.NumberFormat();

export const counted = (count: number, one: string, many: string) =>
  `${number.format(count)} ${count === 1 ? one : many}`;
