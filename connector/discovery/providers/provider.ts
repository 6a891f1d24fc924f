import type { SettingsNote } from '../../../contract/mail-settings.ts';
import type { FoundServer, OAuthProvider, ServerPair } from '../source.ts';

/**
 * A mail provider as its own help pages describe it. Domains are those of its customers' addresses;
 * exchangers are MX hosts, or what their names end in, of customers' own domains.
 */
export type Provider = {
  provider: string;
  domains?: readonly string[];
  exchangers?: readonly string[];
  servers?: ServerPair;
  oauth?: OAuthProvider;
  noImap?: true;
  notes?: readonly Omit<SettingsNote, 'provider'>[];
};

type Username = FoundServer['username'];

const IMAPS = 993;
const SUBMISSIONS = 465;
const SUBMISSION = 587;

/** TLS from the first byte at both usual ports. */
export const overTls = (
  imap: string,
  smtp: string,
  username: Username = 'address',
): ServerPair => ({
  imap: { host: imap, port: IMAPS, security: 'tls', username },
  smtp: { host: smtp, port: SUBMISSIONS, security: 'tls', username },
});

/** For providers that submit only over STARTTLS. */
export const submittingOverStarttls = (
  imap: string,
  smtp: string,
  username: Username = 'address',
): ServerPair => ({
  imap: { host: imap, port: IMAPS, security: 'tls', username },
  smtp: { host: smtp, port: SUBMISSION, security: 'starttls', username },
});

/** `names` under each of the top levels. */
export const under = (name: string, tops: string): string[] =>
  tops.split(' ').map((top) => `${name}.${top}`);

/** Domains from a list in words. */
export const words = (list: string): string[] => list.trim().split(/\s+/);
