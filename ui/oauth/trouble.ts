import { isolated } from '../../contract/bidi.ts';
import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthProvider } from '../../contract/oauth.ts';
import { providerName } from './provider-names.ts';

/** Why an inbox of a provider does not work. */
export type TroubleWords = {
  kind: 'broken' | 'disconnected' | 'unfinished';
  title: string;
  advice: string;
  action: string;
};

type Standing = Pick<Inbox, 'status' | 'lastError' | 'disconnectedAt' | 'connection'>;

const accountOf = ({ connection }: Standing) =>
  connection !== null && 'provider' in connection ? isolated(connection.account) : 'the account';

const brokenWords = (inbox: Standing, name: string): [string, string] => {
  switch (inbox.lastError?.code) {
    case 'oauth_refresh_failed':
      return [
        'The permission to use this mailbox has ended.',
        `${name} gives no access any more. Sign in there once more to go on.`,
      ];
    case 'mailbox-denied':
      return [
        `${name} no longer opens this mailbox to ${accountOf(inbox)}.`,
        'Ask whoever administers it, or reconnect with an account that opens it.',
      ];
    case 'credentials-unreadable':
      return [
        'The stored permission can’t be read.',
        `Sign in at ${name} once more. Nothing else is lost.`,
      ];
    default:
      return [inbox.lastError?.message ?? 'This inbox does not work.', `Sign in at ${name} again.`];
  }
};

/** The same where nobody can sign in at the provider at the moment. */
export const withoutSignIn = (words: TroubleWords, provider: OAuthProvider): TroubleWords => ({
  ...words,
  advice: `It can be connected again once ${providerName(provider)} sign-in is set up here.`,
});

/** What to tell of an inbox that is connected by a provider and does not work; `null` for one that does. */
export const troubleWords = (inbox: Standing, provider: OAuthProvider): TroubleWords | null => {
  const name = providerName(provider);
  if (inbox.lastError !== null) {
    const [title, advice] = brokenWords(inbox, name);
    return { kind: 'broken', title, advice, action: 'Reconnect' };
  }
  if (inbox.status !== 'disconnected') return null;
  if (inbox.disconnectedAt !== null) {
    return {
      kind: 'disconnected',
      title: 'Disconnected.',
      advice: `Letterbox’s access was given up. Sign in at ${name} to get it back; everything else is kept.`,
      action: 'Reconnect',
    };
  }
  return {
    kind: 'unfinished',
    title: 'This inbox is not connected yet.',
    advice: `Sign in at ${name} once, and it can be answered from.`,
    action: 'Finish connecting',
  };
};
