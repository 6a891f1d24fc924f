import { type Inbox, inboxChange } from '../../contract/inbox.ts';
import { errorsFromProblem } from '../forms/errors.ts';
import { parseForm } from '../forms/parse.ts';
import { changed } from './draft.ts';
import type { FormKind } from './inbox-form.ts';

export type Names = { name: string; displayName: string };

export const namesOf = ({ name, displayName }: Pick<Inbox, 'name' | 'displayName'>): Names => ({
  name,
  displayName: displayName ?? '',
});

/** The name and the display name. Only what was changed is sent: the rest stays whoever's it is. */
export const namesForm: FormKind<Names> = {
  formOf: namesOf,
  parse: (draft) => parseForm(inboxChange, changed(draft)),
  errorsOf: errorsFromProblem,
};

export const nameLabels: Record<keyof Names, string> = {
  name: 'Name',
  displayName: 'Display name',
};
