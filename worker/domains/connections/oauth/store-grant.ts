import type { AuditChange } from '../../../../contract/audit.ts';
import { addressKey } from '../../../../contract/email-address.ts';
import type { Deps } from '../../../deps.ts';
import { changesBetween, made } from '../../audit/changes.ts';
import type { Alteration } from '../../inboxes/alter.ts';
import { sealGrant } from '../../inboxes/grant.ts';
import { connected } from '../../inboxes/inbox.ts';
import { accountColumn, readAccount } from '../../inboxes/oauth-account.ts';
import { searchTextOf } from '../../inboxes/search-text.ts';
import type { InboxRow } from '../../inboxes/tables.ts';
import type { SignedInGrant } from './signed-in-grant.ts';

const addressColumns = (row: InboxRow, mailbox: string): Partial<InboxRow> => {
  const key = addressKey(mailbox);
  if (key === null || key === row.emailAddressKey) return {};
  return {
    emailAddress: mailbox,
    emailAddressKey: key,
    searchText: searchTextOf(row.name, mailbox, key),
  };
};

type Said = Pick<SignedInGrant, 'account' | 'isShared' | 'scopes'>;

const accountSaid = ({ account, isShared }: Said): string =>
  isShared ? `${account} (shared mailbox)` : account;

const said = (emailAddress: string, known: Said | null) => ({
  account: known && accountSaid(known),
  emailAddress,
  scopes: known?.scopes.join(' '),
});

// Who it was is worth telling also where it is who it was before.
const tellAlways = (account: string, changes: AuditChange[]): AuditChange[] =>
  changes.some(({ field }) => field === 'account') ? changes : [...made({ account }), ...changes];

/** What becomes of an inbox that takes a grant, and its mailbox's address with it. */
export const grantStored = async (
  { vault, now }: Pick<Deps, 'vault' | 'now'>,
  row: InboxRow,
  { grant, provider, subject, account, mailbox, isShared, scopes }: SignedInGrant,
): Promise<Alteration> => {
  const { envelope, keyId } = await sealGrant(vault, row, grant);
  const change = {
    ...connected(row, now()),
    ...addressColumns(row, mailbox),
    ...accountColumn({ provider, account, scopes, shared: isShared }),
    credentialsEncrypted: envelope,
    credentialsKeyId: keyId,
    credentialsVersion: row.credentialsVersion + 1,
    providerSubject: subject,
  };
  const before = readAccount(row);
  const { emailAddress = row.emailAddress } = change;
  const known = { account, isShared, scopes };
  const changes = changesBetween(
    said(row.emailAddress, before && { ...before, isShared: before.shared }),
    said(emailAddress, known),
  );
  return {
    change,
    event: { action: 'inbox.connected', changes: tellAlways(accountSaid(known), changes) },
  };
};
