import type { OAuthProvider } from './source.ts';

const HOSTS: Record<OAuthProvider, readonly string[]> = {
  gmail: ['imap.gmail.com', 'imap.googlemail.com'],
  microsoft: ['outlook.office365.com', 'outlook.office.com', 'imap-mail.outlook.com'],
};

/** Whose IMAP server this is, where Letterbox signs in to its owner by OAuth. */
export const oauthProviderOf = (host: string): OAuthProvider | null => {
  if (HOSTS.gmail.includes(host)) return 'gmail';
  return HOSTS.microsoft.includes(host) ? 'microsoft' : null;
};
