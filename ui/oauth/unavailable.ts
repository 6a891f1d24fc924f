import type { OAuthProvider } from '../../contract/oauth.ts';
import { providerName } from './provider-names.ts';

/** Why nobody can sign in at a provider that this deployment has no client for. */
export const unavailableReason = (provider: OAuthProvider): string =>
  `The operator of this Letterbox has not set up ${providerName(provider)} sign-in yet.`;

/** What can be done about it. */
export const unavailableAdvice =
  'Whoever runs it finds the steps in docs/oauth-setup.md. Until then, a mailbox can be added by IMAP / SMTP instead.';
