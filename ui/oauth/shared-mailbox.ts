import { emailAddress } from '../../contract/email-address.ts';

/** What is answered to whether the mailbox is a shared one; the address is kept while it is not. */
export type SharedMailbox = { isShared: boolean; address: string };

export const noSharedMailbox: SharedMailbox = { isShared: false, address: '' };

/** The shared mailbox's address, `undefined` where the mailbox is the account's own, or what is wrong. */
export const sharedMailboxOf = ({
  isShared,
  address,
}: SharedMailbox): { ok: true; address: string | undefined } | { ok: false; error: string } => {
  if (!isShared) return { ok: true, address: undefined };
  const parsed = emailAddress.safeParse(address);
  return parsed.success
    ? { ok: true, address: parsed.data }
    : { ok: false, error: parsed.error.issues[0]?.message ?? 'Enter an email address.' };
};
