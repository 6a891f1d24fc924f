import type { MailServer } from '../../../contract/mail-server.ts';
import type { Credentials } from '../inboxes/credentials.ts';
import { smtpServer } from '../inboxes/credentials.ts';

/** A mail server as an audit event tells of it. Never the password. */
export const serverSaid = ({ host, port, security, username }: MailServer): string =>
  `${host}:${port} ${security} ${username}`;

/** An inbox's mail servers as an audit event tells of them. */
export const serversSaid = (credentials: Credentials) => ({
  imap: serverSaid(credentials.imap),
  smtp: serverSaid(smtpServer(credentials)),
});
