import type { OAuthProvider } from '../../contract/oauth.ts';

const google = new Map(
  Object.entries({
    openid: 'Know which account signed in',
    email: 'See the account’s address',
    profile: 'See the account’s name',
    'https://www.googleapis.com/auth/userinfo.email': 'See the account’s address',
    'https://www.googleapis.com/auth/userinfo.profile': 'See the account’s name',
    'https://www.googleapis.com/auth/gmail.modify':
      'Read, compose and send emails from your Gmail account',
    'https://www.googleapis.com/auth/gmail.readonly': 'Read mail in Gmail',
    'https://www.googleapis.com/auth/gmail.send': 'Send mail as you',
  }),
);

// Without regard to case, as Microsoft takes them.
const microsoft = new Map(
  Object.entries({
    openid: 'Know which account signed in',
    email: 'See the account’s address',
    profile: 'See the account’s name',
    'user.read': 'See the account’s profile',
    offline_access: 'Stay connected while you are away',
    'mail.readwrite': 'Read, change and delete mail in the mailbox',
    'mail.send': 'Send mail as you',
    'mail.readwrite.shared': 'Read, change and delete mail in mailboxes shared with you',
    'mail.send.shared': 'Send mail from mailboxes shared with you',
  }),
);

// Microsoft may name the API that a permission is of.
const withoutHost = (scope: string) => scope.replace(/^https:\/\/[^/]+\//, '');

/** A permission as a person would say it; one that we don't know as the provider names it. */
export const scopeWords = (provider: OAuthProvider, scope: string): string => {
  return provider === 'google'
    ? (google.get(scope) ?? scope)
    : (microsoft.get(withoutHost(scope).toLowerCase()) ?? scope);
};

const IDENTITY =
  /^(?:openid|email|profile|user\.read|offline_access|userinfo\.(?:email|profile))$/i;

const isAboutMail = (scope: string) => !IDENTITY.test(scope.replace(/^https:\/\/.*\//, ''));

/** Permissions in words, each once, those about mail first. */
export const permissionsOf = (provider: OAuthProvider, scopes: readonly string[]): string[] => {
  const ofMail = scopes.filter(isAboutMail);
  const others = scopes.filter((scope) => !isAboutMail(scope));
  return [...new Set([...ofMail, ...others].map((scope) => scopeWords(provider, scope)))];
};
