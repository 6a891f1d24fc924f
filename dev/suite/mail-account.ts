/** The one account of the mail server behind the Worker's tests. The password is their canary. */
export const MAIL_ACCOUNT = 'support@acme.test';
export const MAIL_PASSWORD = 'canary "\\ pässword';

/** Ports and key that the Worker under test is given before what listens there runs. */
export type Behind = {
  /** Signs the certificates of all that speaks TLS; trusted by the Worker's runtime. */
  authority: { cert: string; key: string };
  connector: number;
  hmacKey: string;
  identityProvider: number;
  mail: { imap: number; imaps: number; smtp: number; submissions: number };
  /** Where tests start a second connector, and kill it. */
  mortal: { control: number };
  /** Where scripted mail servers are asked for. */
  scripts: number;
};
