import type { ConnectionType, Inbox } from '../../contract/inbox.ts';
import type { OAuthProvider, providerOfType } from '../../contract/oauth.ts';

// Spelt out: with the contract's own value the schemas would come along to every page.
const providersOfTypes: typeof providerOfType = { gmail: 'google', microsoft: 'microsoft' };

const providerNames: Record<OAuthProvider, string> = { google: 'Google', microsoft: 'Microsoft' };
const mailNames: Record<OAuthProvider, string> = { google: 'Gmail', microsoft: 'Microsoft 365' };

/** Whose account a person signs in with. */
export const providerName = (provider: OAuthProvider): string => providerNames[provider];

/** What the provider calls its mail. */
export const mailName = (provider: OAuthProvider): string => mailNames[provider];

/** The provider that a way to connect signs in at; `null` for mail servers. */
export const providerOfConnection = (type: ConnectionType): OAuthProvider | null =>
  type === 'imap' ? null : providersOfTypes[type];

/** The provider that an inbox is connected by; `null` for one with mail servers. */
export const providerOf = ({ connectionType }: Pick<Inbox, 'connectionType'>) =>
  providerOfConnection(connectionType);
