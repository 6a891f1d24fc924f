import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthResult } from '../../contract/oauth.ts';
import { draftsOf } from '../session/drafts.ts';
import { personId } from '../session/session.ts';
import type { SharedMailbox } from './shared-mailbox.ts';

const FORM = 'shared-mailbox';

const isSharedMailbox = (value: unknown): value is SharedMailbox =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<SharedMailbox>).isShared === 'boolean' &&
  typeof (value as Partial<SharedMailbox>).address === 'string';

const draftsFor = (org: string, inboxId: string) => draftsOf(personId(), org, inboxId);

/** Keeps which mailbox is asked for while the person is at the provider; `null` forgets it. */
export const keepAsked = (org: string, inboxId: string, asked: SharedMailbox | null) =>
  draftsFor(org, inboxId).keep(FORM, asked && JSON.stringify(asked));

/** Reads it back; whatever else stands there is nothing. */
export const readAsked = (org: string, inboxId: string): SharedMailbox | null => {
  try {
    const kept: unknown = JSON.parse(draftsFor(org, inboxId).read(FORM) ?? 'null');
    return isSharedMailbox(kept) ? kept : null;
  } catch {
    return null;
  }
};

type Ended = Pick<OAuthResult, 'outcome' | 'missing'>;

const wasShared = ({ outcome, missing }: Ended) =>
  outcome === 'shared-mailbox-denied' || missing.some((scope) => /\.Shared$/i.test(scope));

/** Which mailbox a sign-in is to ask for: as was asked last, or as the inbox is connected. */
export const mailboxToAsk = (
  { connection, emailAddress }: Pick<Inbox, 'connection' | 'emailAddress'>,
  asked: SharedMailbox | null,
  ended: Ended | null,
): SharedMailbox => {
  if (asked !== null) return asked;
  const isShared = connection !== null && 'provider' in connection && connection.shared;
  return { isShared: isShared || (ended !== null && wasShared(ended)), address: emailAddress };
};
