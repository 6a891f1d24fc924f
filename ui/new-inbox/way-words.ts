import type { ConnectionType } from '../../contract/inbox.ts';
import type { OAuthProviderState } from '../../contract/oauth.ts';
import { providerName } from '../oauth/provider-names.ts';
import { unavailableReason } from '../oauth/unavailable.ts';

const usual: Record<ConnectionType, string> = {
  gmail: 'Sign in with Google; no password is stored.',
  microsoft: 'Sign in with Microsoft; shared mailboxes work too.',
  imap: 'Any mailbox with a username and a password.',
};

/** What there is to know about a way to connect before choosing it. */
export const wayText = (type: ConnectionType, state: OAuthProviderState | null): string => {
  if (state === null) return usual[type];
  if (!state.configured) return unavailableReason(state.provider);
  if (state.trouble !== null) {
    const name = providerName(state.provider);
    return `${name} refuses this Letterbox just now; its operator has to mend that.`;
  }
  return usual[type];
};
