import { env } from 'cloudflare:workers';

const { account, password, imap, imaps, smtp, submissions } = env.MAIL_SERVER;
const login = { username: account, password };
const host = '127.0.0.1';

/** The password that must turn up nowhere but on the wire to the mail server. */
export const CANARY = password;

/** A connection that works, as an admin types it in. */
export const WORKING = {
  imap: { host, port: imaps, security: 'tls', ...login },
  smtp: { host, port: submissions, security: 'tls', sameCredentials: true },
};

export const STARTTLS = {
  imap: { host, port: imap, security: 'starttls', ...login },
  smtp: { host, port: smtp, security: 'starttls', ...login },
};

export const WRONG_PASSWORD = {
  imap: { ...WORKING.imap, password: 'not the password' },
  smtp: WORKING.smtp,
};
