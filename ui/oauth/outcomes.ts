import { isolated } from '../../contract/bidi.ts';
import type { OAuthOutcome, OAuthProvider, OAuthResult } from '../../contract/oauth.ts';
import { mailName, providerName } from './provider-names.ts';

/** How a sign-in ended, in words. `retry` is what the button says that begins again, `null` for none. */
export type OutcomeWords = {
  tone: 'good' | 'info' | 'warn' | 'bad';
  title: string;
  advice: string;
  retry: string | null;
};

type Tell = (result: OAuthResult) => OutcomeWords;

const AGAIN = 'Try again';
const NOTHING = 'Nothing was changed.';

const organizationOf = (provider: OAuthProvider) =>
  `${provider === 'google' ? 'Google Workspace' : 'Microsoft 365'} organization`;

/** The mailbox that was really signed in to, as far as it is known. */
const signedInTo = ({ mailbox, account }: OAuthResult) => mailbox ?? account;

const isolatedOr = (address: string | null, otherwise: string) =>
  address ? isolated(address) : otherwise;

const connected: Tell = ({ account, mailbox, expected }) => {
  const own = mailbox ?? account ?? expected;
  const isShared = account !== null && account !== own;
  return {
    tone: 'good',
    title: isShared
      ? `Connected to ${isolated(own)}, opened by ${isolated(account)}.`
      : `Connected as ${isolated(own)}.`,
    advice: 'Letterbox has opened the mailbox and can use it from now on.',
    retry: null,
  };
};

const wrongAccount: Tell = (result) => {
  const { expected, provider, acceptable } = result;
  const { account, mailbox } = result;
  if (acceptable) {
    return {
      tone: 'warn',
      title: `Another account has the address ${isolated(mailbox ?? expected)} now.`,
      advice: `${NOTHING} This inbox was connected with an account that had this address before. If the mailbox belongs to somebody new, use theirs; if not, try again with the old account.`,
      retry: AGAIN,
    };
  }
  const opened = mailbox !== null && account !== null && mailbox !== account;
  const how = opened ? 'you opened' : 'you signed in as';
  return {
    tone: 'warn',
    title: `Expected ${isolatedOr(expected, 'this inbox’s account')}, ${how} ${isolatedOr(signedInTo(result), 'another account')}.`,
    advice: `${NOTHING} Try again and pick the right account at ${providerName(provider)}, or use another inbox for this mailbox.`,
    retry: AGAIN,
  };
};

const addressDiffers: Tell = (result) => {
  const real = isolatedOr(signedInTo(result), 'another mailbox');
  const own = isolatedOr(result.expected, 'another address');
  return {
    tone: 'warn',
    title: `You signed in to ${real}; this inbox has the address ${own}.`,
    advice: result.acceptable
      ? `Nothing is connected yet. Use ${real}, and the inbox takes that address, or sign in again as ${own}.`
      : `Nothing was connected. It is too late to use ${real}: sign in again.`,
    retry: 'Sign in again',
  };
};

const tellers: Record<OAuthOutcome, Tell> = {
  connected,
  cancelled: ({ provider }) => ({
    tone: 'info',
    title: `You cancelled at ${providerName(provider)}.`,
    advice: `${NOTHING} Connect whenever you are ready.`,
    retry: AGAIN,
  }),
  'permission-missing': ({ provider }) => ({
    tone: 'warn',
    title: 'A permission is missing, so nothing was connected.',
    advice: `At ${providerName(provider)} this was not allowed:`,
    retry: 'Connect again',
  }),
  'admin-approval-needed': ({ provider, adminConsentUrl }) => ({
    tone: 'warn',
    title: `An administrator of your ${organizationOf(provider)} has to allow Letterbox first.`,
    advice: adminConsentUrl
      ? 'Nothing was connected. Send them this link; once they have agreed, connect again.'
      : 'Nothing was connected. Ask them to allow this app; once they have, connect again.',
    retry: 'Connect again',
  }),
  'wrong-account': wrongAccount,
  'address-differs': addressDiffers,
  'wrong-tenant': ({ provider }) => ({
    tone: 'warn',
    title: 'Accounts of this organization can’t be used here.',
    advice: `${NOTHING} This Letterbox is open to accounts of another ${organizationOf(provider)}. Try again with one of those, or ask whoever runs it.`,
    retry: 'Try another account',
  }),
  'blocked-by-policy': ({ provider }) => ({
    tone: 'bad',
    title: 'A rule of your organization blocks this sign-in.',
    advice: `${NOTHING} Ask an administrator of your ${organizationOf(provider)}: they can see which rule it was.`,
    retry: AGAIN,
  }),
  'mailbox-denied': ({ provider, account }) => ({
    tone: 'bad',
    title: `${isolatedOr(account, 'This account')} has no mailbox that opens.`,
    advice:
      provider === 'google'
        ? `${NOTHING} You are signed in, but Gmail may be switched off for this account. Pick another one, or ask its administrator.`
        : `${NOTHING} You are signed in, but the account may have no Exchange Online licence. Pick another one; for a shared mailbox, say below that it is one.`,
    retry: AGAIN,
  }),
  'shared-mailbox-denied': ({ account }) => ({
    tone: 'bad',
    title: `${isolatedOr(account, 'This account')} can’t open the shared mailbox.`,
    advice: `${NOTHING} Ask an administrator for “Full access” and “Send as” on the shared mailbox, which can take an hour to work, or sign in as somebody who has them. Check its address too.`,
    retry: AGAIN,
  }),
  'flow-expired': () => ({
    tone: 'info',
    title: 'The sign-in took too long.',
    advice: `${NOTHING} It has to be finished within ten minutes. Begin again.`,
    retry: 'Begin again',
  }),
  'flow-used': () => ({
    tone: 'info',
    title: 'This sign-in was used already.',
    advice:
      'It counts once, so going back to it or opening it twice does nothing. Begin again if the inbox is not connected.',
    retry: 'Begin again',
  }),
  'flow-foreign': () => ({
    tone: 'warn',
    title: 'This sign-in was begun in another session.',
    advice: `${NOTHING} For safety it only counts where it was begun. Begin again here.`,
    retry: 'Begin again',
  }),
  'answer-untrusted': ({ provider }) => ({
    tone: 'bad',
    title: 'The answer can’t be trusted, so it was not used.',
    advice: `${NOTHING} It did not come from ${providerName(provider)}, or was not meant for this sign-in. Begin again; if this happens twice, tell whoever runs this Letterbox.`,
    retry: 'Begin again',
  }),
  'provider-unavailable': ({ provider }) => ({
    tone: 'warn',
    title: `${providerName(provider)} can’t be reached just now.`,
    advice: `${NOTHING} Neither your account nor your inbox is the cause. Try again in a few minutes.`,
    retry: AGAIN,
  }),
  'provider-refused': ({ provider }) => ({
    tone: 'bad',
    title: `${providerName(provider)} refused the sign-in.`,
    advice: `${NOTHING} Try again, perhaps with another account. If it is refused again, the code helps whoever supports you.`,
    retry: AGAIN,
  }),
  'client-misconfigured': ({ provider }) => ({
    tone: 'bad',
    title: `${providerName(provider)} refuses this Letterbox itself.`,
    advice: `${NOTHING} Your account is not the cause. Whoever runs this Letterbox has to mend its registration (docs/oauth-setup.md); then connect again.`,
    retry: null,
  }),
  unexpected: () => ({
    tone: 'bad',
    title: 'Something went wrong on our side.',
    advice: `${NOTHING} Begin again in a moment.`,
    retry: 'Begin again',
  }),
  'inbox-changed': ({ provider }) => ({
    tone: 'info',
    title: `The inbox was archived or changed while you were at ${providerName(provider)}.`,
    advice: 'Nothing was connected. See how it is now, and connect again if it should be.',
    retry: 'Connect again',
  }),
};

/** What to tell a person who has come back from a sign-in. */
export const outcomeWords = (result: OAuthResult): OutcomeWords => tellers[result.outcome](result);

// What the person did, or is told in full, needs no code.
const PLAIN: ReadonlySet<OAuthOutcome> = new Set([
  'connected',
  'cancelled',
  'permission-missing',
  'inbox-changed',
]);

/** The code that helps whoever supports the person; `null` where there is none, or nothing to support. */
export const supportCode = ({ outcome, reason }: OAuthResult): string | null =>
  PLAIN.has(outcome) ? null : reason;

/** What accepting a result is called, before and while it is asked about; `null` where there is nothing to accept. */
export const acceptanceOf = (result: OAuthResult) => {
  const address = signedInTo(result);
  if (!result.acceptable || address === null) return null;
  if (result.outcome === 'wrong-account') {
    return {
      label: 'Use the new account',
      question: `Use the account that has ${isolated(address)} now?`,
      consequence: `The inbox is connected to the ${mailName(result.provider)} mailbox that has this address now. Mail in the old one is out of reach from then on.`,
    };
  }
  return { label: `Use ${isolated(address)}`, question: null, consequence: null };
};
