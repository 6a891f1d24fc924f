import { z } from 'zod';
import { trustedCertificate } from './certificate.ts';
import { host } from './host.ts';
import { line, optionalLine } from './text.ts';

/** How a connection is protected: TLS from the first byte (RFC 8314), after STARTTLS, or not at all. */
export const securities = ['tls', 'starttls', 'none'] as const;
export type Security = (typeof securities)[number];

export const protocols = ['imap', 'smtp'] as const;
export type Protocol = (typeof protocols)[number];

const MAX_USERNAME = 255;
const MAX_PASSWORD = 1024;

/** Where a server is, and how it is to be spoken to. */
export const place = {
  host,
  port: z
    .number({ error: 'Enter a port number.' })
    .int({ error: 'Enter a port number.', abort: true })
    .min(1, { error: 'A port is between 1 and 65535.' })
    .max(65_535, { error: 'A port is between 1 and 65535.' }),
  security: z.enum(securities, { error: 'Choose TLS, STARTTLS or none.' }),
};

/** An IMAP server as an admin enters it. An empty password means "the stored one". */
export const imapInput = z.object({
  ...place,
  username: line('the username', MAX_USERNAME).trim(),
  password: optionalLine(MAX_PASSWORD),
  trustedCertificate: trustedCertificate.nullish(),
});
export type ImapInput = z.infer<typeof imapInput>;

/** An SMTP server as an admin enters it; `sameCredentials` signs in with IMAP's username and password. */
export const smtpInput = z
  .object({
    ...place,
    sameCredentials: z.boolean().default(false),
    username: optionalLine(MAX_USERNAME).trim().default(''),
    password: optionalLine(MAX_PASSWORD).default(''),
    trustedCertificate: trustedCertificate.nullish(),
  })
  .superRefine((smtp, context) => {
    if (smtp.sameCredentials || smtp.username.trim() !== '') return;
    context.addIssue({ code: 'custom', path: ['username'], message: 'Enter the username.' });
  });
export type SmtpInput = z.infer<typeof smtpInput>;

/** The same as it is told, by what has read it already. */
export const placeView = { host: z.string(), port: z.number(), security: z.enum(securities) };

/** Both servers of an inbox connected by IMAP. */
export const connectionInput = z.object({ imap: imapInput, smtp: smtpInput });
export type ConnectionInput = z.infer<typeof connectionInput>;

/** A server with all that is needed to sign in; never leaves the Worker and the connector. */
export const mailServer = z.object({
  ...place,
  username: line('the username', MAX_USERNAME),
  password: optionalLine(MAX_PASSWORD).min(1),
  trustedCertificate: trustedCertificate.nullish(),
});
export type MailServer = z.infer<typeof mailServer>;

/** A server as it may be shown: everything but the password. */
export const mailServerView = z.object({
  ...placeView,
  username: z.string(),
  hasPassword: z.boolean(),
  /** Servers that were kept before there was such a thing have none. */
  trustedCertificate: trustedCertificate.nullable().default(null),
});
export type MailServerView = z.infer<typeof mailServerView>;
