import { ImapFlow } from 'imapflow';
import nodemailer from 'nodemailer';
import type { Account } from './accounts.ts';

/** A port that is spoken to with TLS from the start, and is trusted by this CA. */
export type Place = { host: string; port: number; ca: string };

type Login = { user: string } & ({ pass: string } | { accessToken: string });

/** The login of an account by its password. */
export const passwordOf = ({ address, password }: Account): Login => ({
  user: address,
  pass: password,
});

/** An IMAP client that has yet to connect. */
export const imapOver = ({ host, port, ca }: Place, auth: Login): ImapFlow =>
  new ImapFlow({ host, port, secure: true, auth, tls: { ca }, logger: false });

/** An SMTP client that logs in before it does anything else. */
export const smtpOver = ({ host, port, ca }: Place, auth: Login) =>
  nodemailer.createTransport({
    host,
    port,
    secure: true,
    forceAuth: true,
    auth: 'accessToken' in auth ? { type: 'OAuth2', ...auth } : auth,
    tls: { ca },
  });
