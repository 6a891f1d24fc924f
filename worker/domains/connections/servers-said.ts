import type { MailServer } from '../../../contract/mail-server.ts';
import type { Credentials } from '../inboxes/credentials.ts';
import { smtpServer } from '../inboxes/credentials.ts';

type Said = Omit<MailServer, 'password'>;

/** A mail server as an audit event tells of it. Never the password. */
export const serverSaid = (server: Said): string => {
  const { host, port, security, username, trustedCertificate } = server;
  const trusting = trustedCertificate ? ` trusting ${trustedCertificate.fingerprint}` : '';
  return `${host}:${port} ${security} ${username}${trusting}`;
};

/** An inbox's mail servers as an audit event tells of them. */
export const serversSaid = (credentials: Credentials) => ({
  imap: serverSaid(credentials.imap),
  smtp: serverSaid(smtpServer(credentials)),
});
