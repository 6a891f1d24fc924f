import type { ListResponse } from 'imapflow';
import type { RoundTripResult } from '../../contract/round-trip.ts';
import { FOLDER_LIST, type Mailbox } from './mailbox.ts';

/** More than anybody has, and few enough to be looked through in seconds. */
const MAX_FOLDERS = 40;

export type Folder = {
  path: string;
  use: NonNullable<RoundTripResult['folderUse']>;
  /** Holds every message, and so the copy of one that was sent but has not arrived. */
  holdsAll: boolean;
};

/** Where a message may have been put, the likely places first, and the folders of two special uses. */
export type Folders = { arrivals: Folder[]; sent: string | null; trash: string | null };

// RFC 6154. What was sent or drafted has not arrived.
const NEVER = ['\\Sent', '\\Drafts', '\\Important', '\\Flagged'];
const FIRST = ['\\Inbox', '\\Junk', '\\All', '\\Archive'];

// imapflow gives each use to one folder, and believes in it only where the server says SPECIAL-USE.
const isFor = ({ specialUse, flags }: ListResponse, use: string): boolean =>
  specialUse === use || flags.has(use);

const rankOf = (listed: ListResponse): number => {
  const rank = FIRST.findIndex((use) => isFor(listed, use));
  return rank < 0 ? FIRST.length : rank;
};

const useOf = (listed: ListResponse): Folder['use'] => {
  if (listed.path.toUpperCase() === 'INBOX') return 'inbox';
  return isFor(listed, '\\Junk') ? 'junk' : 'other';
};

const canHold = ({ flags }: ListResponse): boolean =>
  !flags.has('\\Noselect') && !flags.has('\\NonExistent');

const arrivalsIn = (listed: readonly ListResponse[]): Folder[] =>
  listed
    .filter((each) => canHold(each) && !NEVER.some((use) => isFor(each, use)))
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .slice(0, MAX_FOLDERS)
    .map((each) => ({
      path: each.path,
      use: useOf(each),
      holdsAll: isFor(each, '\\All'),
    }));

const folderFor = (listed: readonly ListResponse[], use: string): string | null =>
  listed.find((each) => isFor(each, use))?.path ?? null;

/** Asks for the folders of the account. */
export const listFolders = async (mailbox: Mailbox): Promise<Folders> => {
  const listed = await mailbox.ask((client) => client.list(), FOLDER_LIST);
  return {
    arrivals: arrivalsIn(listed),
    sent: folderFor(listed, '\\Sent'),
    trash: folderFor(listed, '\\Trash'),
  };
};
