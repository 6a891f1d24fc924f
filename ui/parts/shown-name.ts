import type { Inbox } from '../../contract/inbox.ts';

type Named = Pick<Inbox, 'name' | 'emailAddress'>;

// Controls, formats, spaces, and what else takes no ink: fillers, variation selectors, the empty Braille cell.
const NO_INK = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Whether there is anything to be seen of an inbox's name. */
export const hasShownName = ({ name }: Pick<Inbox, 'name'>): boolean =>
  name.replace(NO_INK, '') !== '';

/** What to call an inbox before a person: its name, or its address where nothing is to be seen of that. */
export const shownName = (inbox: Named): string =>
  hasShownName(inbox) ? inbox.name : inbox.emailAddress;
