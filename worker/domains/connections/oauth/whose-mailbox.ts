import { addressKey } from '../../../../contract/email-address.ts';
import type { OAuthOutcome } from '../../../../contract/oauth.ts';
import { readAccount } from '../../inboxes/oauth-account.ts';
import type { InboxRow } from '../../inboxes/tables.ts';
import type { SignedInGrant } from './signed-in-grant.ts';

type Known = Pick<InboxRow, 'providerSubject' | 'oauthAccount' | 'emailAddressKey'>;
type Signed = Pick<SignedInGrant, 'subject' | 'mailbox' | 'isShared'>;

/** Whether a mailbox becomes the inbox's, and where it does not, whether the admin may say that it shall. */
export type Verdict = {
  outcome: Extract<OAuthOutcome, 'connected' | 'wrong-account' | 'address-differs'>;
  acceptable: boolean;
};

const CONNECTED: Verdict = { outcome: 'connected', acceptable: false };
const DIFFERS: Verdict = { outcome: 'address-differs', acceptable: true };

// Microsoft's subjects begin with the organization: in another one anybody may give an account any address.
const organizationOf = (subject: string) => subject.split(':')[0];

/**
 * Whether the mailbox that somebody signed in to is the inbox's. An account is told by its subject, as
 * an address may change hands; a mailbox that was a shared one before by its address within its
 * organization, as colleagues take turns at it. Another way to the same address is refused until the
 * admin says that it is meant.
 */
export const whoseMailbox = (row: Known, { subject, mailbox, isShared }: Signed): Verdict => {
  const isSameAddress = addressKey(mailbox) === row.emailAddressKey;
  if (row.providerSubject === null) return isSameAddress ? CONNECTED : DIFFERS;
  const wasShared = readAccount(row)?.shared === true;
  const isSameAccount = subject === row.providerSubject;
  const isColleague = wasShared && organizationOf(subject) === organizationOf(row.providerSubject);
  if (isSameAddress && (isColleague || isSameAccount)) return CONNECTED;
  const isRenamed = isSameAccount && !wasShared && !isShared;
  return isRenamed ? DIFFERS : { outcome: 'wrong-account', acceptable: isSameAddress };
};
