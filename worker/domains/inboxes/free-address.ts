import { isolated } from '../../../contract/bidi.ts';
import { addressKey } from '../../../contract/email-address.ts';
import { ProblemError } from '../../http/problem.ts';
import type { Database } from '../../platform/database.ts';
import { aliasAtAddress, inboxAtAddress } from './queries.ts';

/** What uniqueness goes by. Throws `invalid-input` for what is no address. */
export const keyOf = (address: string): string => {
  const key = addressKey(address);
  if (key === null) throw new ProblemError('invalid-input');
  return key;
};

type Holder = { id: string; name: string; archivedAt: Date | null };

/** Reads who has an address: an inbox for its own, or for an alias. Archived ones keep theirs. */
export const holderReads = (db: Database, tenant: string, key: string) =>
  [inboxAtAddress(db, tenant, key), aliasAtAddress(db, tenant, key)] as const;

const which = ({ name, archivedAt }: Holder) =>
  `the ${archivedAt === null ? '' : 'archived '}inbox “${isolated(name)}”`;

const said = (own: Holder | undefined, alias: Holder | undefined): string | null => {
  if (own) return `This is the address of ${which(own)}.`;
  return alias ? `This is an alias of ${which(alias)}.` : null;
};

/** Throws `address-taken`, and by whom, where somebody has the address. */
export const requireFree = ([own]: Holder[], [alias]: Holder[]): void => {
  const detail = said(own, alias);
  if (detail === null) return;
  throw new ProblemError('address-taken', { errors: [{ pointer: '#/emailAddress', detail }] });
};
