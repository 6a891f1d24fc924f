import { emailAddress } from '../../contract/email-address.ts';
import type { MailSettings } from '../../contract/mail-settings.ts';

/** A search for the mail servers of an address; idle until there is a whole address to search for. */
export type Search =
  | { kind: 'idle' }
  | { kind: 'searching'; address: string }
  | { kind: 'found'; address: string; settings: MailSettings }
  | { kind: 'failed'; address: string; error: unknown }
  | { kind: 'cancelled'; address: string };

export const idle: Search = { kind: 'idle' };

/** The address that is typed so far, when it is a whole one. */
export const completeAddress = (typed: string): string | null => {
  const parsed = emailAddress.safeParse(typed);
  return parsed.success ? parsed.data : null;
};

/** What stands after the @, as it was typed. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

export const isAbout = (search: Search, address: string): boolean =>
  search.kind !== 'idle' && search.address === address;

/** What was found for this very address; an answer for another one counts as none. */
export const foundFor = (search: Search, address: string): MailSettings | null =>
  search.kind === 'found' && search.address === address ? search.settings : null;
