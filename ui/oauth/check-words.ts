import type { OAuthCheck, OAuthCheckFailure, OAuthProvider } from '../../contract/oauth.ts';
import { providerName } from './provider-names.ts';

type Words = { message: string; hint: string };

const tellers: Record<OAuthCheckFailure, (name: string) => Words> = {
  oauth_refresh_failed: (name) => ({
    message: 'The permission to use this mailbox has ended.',
    hint: `${name} gives no access any more: it was taken back, has expired, or the account’s password was changed. Reconnect to get it anew.`,
  }),
  'mailbox-denied': (name) => ({
    message: `${name} does not open this mailbox.`,
    hint: 'The account can still sign in, but mail may be switched off for it, or its access to a shared mailbox was taken away. Ask its administrator, or reconnect with an account that opens it.',
  }),
  'provider-unavailable': (name) => ({
    message: `${name} can’t be reached just now.`,
    hint: 'Nothing is wrong with the inbox as far as we know, and it is left as it is. Check again in a few minutes.',
  }),
  'client-misconfigured': (name) => ({
    message: `${name} refuses this Letterbox itself.`,
    hint: 'The inbox is not the cause, and is left as it is. Whoever runs this Letterbox has to mend its registration (docs/oauth-setup.md).',
  }),
};

/** Why a check failed, and what to do about it. */
export const checkFailureWords = (provider: OAuthProvider, code: OAuthCheckFailure): Words =>
  tellers[code](providerName(provider));

/** What each stage of a check does. */
export const checkStageNames: Record<OAuthCheck['stages'][number]['stage'], string> = {
  token: 'Ask for access',
  mailbox: 'Open the mailbox',
};
