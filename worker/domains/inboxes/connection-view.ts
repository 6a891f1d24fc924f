import type { z } from 'zod';
import { imapConnectionView } from '../../../contract/inbox.ts';
import type { MailServer, MailServerView } from '../../../contract/mail-server.ts';
import { type Credentials, smtpServer } from './credentials.ts';

/** A connection by IMAP and SMTP as it may be shown: everything but the passwords. */
export type ConnectionView = z.infer<typeof imapConnectionView>;

const viewOf = (server: MailServer): MailServerView => {
  const { host, port, security, username, password, trustedCertificate = null } = server;
  return { host, port, security, username, hasPassword: password !== '', trustedCertificate };
};

export const connectionView = (credentials: Credentials): ConnectionView => ({
  imap: viewOf(credentials.imap),
  smtp: {
    ...viewOf(smtpServer(credentials)),
    sameCredentials: credentials.smtp.sameCredentials,
  },
});

/** What is kept of credentials that are destroyed, for the form to begin with. */
export const formerServersOf = (credentials: Credentials): string => {
  const { imap, smtp } = connectionView(credentials);
  return JSON.stringify({
    imap: { ...imap, hasPassword: false },
    smtp: { ...smtp, hasPassword: false },
  });
};

/** Reads it back. */
export const readFormerServers = (kept: string): ConnectionView =>
  imapConnectionView.parse(JSON.parse(kept));
