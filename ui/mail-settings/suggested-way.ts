import type { ConnectionType } from '../../contract/inbox.ts';
import type { MailSettings } from '../../contract/mail-settings.ts';
import type { OAuthProvider, OAuthProviderState } from '../../contract/oauth.ts';
import { providerOfConnection } from '../oauth/provider-names.ts';

type StateOf = (provider: OAuthProvider) => OAuthProviderState;

/** Whether this deployment can sign in where an address’s mail is; mail servers can always be tried. */
export const isPossible = (way: ConnectionType, stateOf: StateOf): boolean => {
  const provider = providerOfConnection(way);
  return provider === null || stateOf(provider).configured;
};

/** The way that is worth a mark: one that was found, and not for want of anything better. */
export const recommendedWay = (settings: MailSettings | null): ConnectionType | null => {
  if (settings === null) return null;
  if (settings.recommended !== 'imap') return settings.recommended;
  return settings.reason === 'settings-found' ? 'imap' : null;
};

/** The way to choose for somebody who has not chosen: what is recommended, where it is possible. */
export const suggestedWay = (settings: MailSettings | null, stateOf: StateOf): ConnectionType => {
  const way = recommendedWay(settings);
  return way !== null && isPossible(way, stateOf) ? way : 'imap';
};
