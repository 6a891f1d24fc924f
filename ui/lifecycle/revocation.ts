import type { OAuthProvider, Revocation } from '../../contract/oauth.ts';
import { mailName, providerName } from '../oauth/provider-names.ts';

/** What became of the permission at the provider, and what a link to where it is kept says. */
export type RevocationWords = { text: string; link: string };

const tellers: Record<Revocation['outcome'], (provider: OAuthProvider) => RevocationWords> = {
  revoked: (provider) => ({
    text: `Letterbox’s tokens are destroyed, and ${providerName(provider)} has ended the permission too.`,
    link: `See what ${providerName(provider)} still allows`,
  }),
  'still-used': (provider) => ({
    text: `Letterbox’s tokens of this inbox are destroyed. The permission itself was left at ${providerName(provider)}, because another inbox uses the account.`,
    link: `See it at ${providerName(provider)}`,
  }),
  failed: (provider) => ({
    text: `Letterbox’s tokens are destroyed, but ${providerName(provider)} could not be told. The permission may still be listed there; to be sure, take it away.`,
    link: `Take it away at ${providerName(provider)}`,
  }),
  'not-offered': (provider) => ({
    text: `Letterbox’s tokens are destroyed. ${mailName(provider)} lets only the account’s owner take the permission itself away; nothing uses it any more.`,
    link: `Open ${providerName(provider)}’s app permissions`,
  }),
};

/** What to tell after a disconnect. */
export const revocationWords = (
  provider: OAuthProvider,
  { outcome }: Pick<Revocation, 'outcome'>,
): RevocationWords => tellers[outcome](provider);
