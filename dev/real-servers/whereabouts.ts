import type { Account } from './accounts.ts';
import {
  type BadCertificate,
  badCertificateAddresses,
  cyrusAddress,
  eximAddress,
  goodAddress,
  oauthAddress,
  tls11OnlyAddress,
  tlsRequiredAddress,
} from './addresses.ts';
import type { MailPorts } from './ports.ts';

/** One address with the ports for STARTTLS and for TLS. */
export type MailHost = { host: string } & Pick<
  MailPorts,
  'imap' | 'imaps' | 'smtp' | 'submissions'
>;

/** `imap` takes a login with STARTTLS and without; `loginOnly` offers LOGIN alone, with and without. */
export type ImapHost = { host: string; imap: number; imaps: number; loginOnly: number };

/**
 * `smtp` takes a login after STARTTLS only; `smtpPlain` has no TLS at all; `plainOnly` and
 * `loginOnly` are as `smtp`, with one mechanism.
 */
export type SmtpHost = {
  host: string;
  smtp: number;
  submissions: number;
  smtpPlain: number;
  plainOnly: number;
  loginOnly: number;
};

/** Where each server and each behaviour is found. */
export type Whereabouts = {
  dovecot: ImapHost;
  postfix: SmtpHost;
  /** A refused login takes 3 s, and one outside ASCII is always refused. */
  cyrus: ImapHost & {
    /** As `loginOnly`, with PLAIN. */
    plainOnly: number;
  };
  /** Refuses a sender that is not the account at MAIL; takes a message, and keeps it nowhere. */
  exim: SmtpHost;
  /** A Dovecot and a Postfix that take access tokens alone, XOAUTH2 and OAUTHBEARER; this one opens this account. */
  oauth: MailHost & { account: Account; accessToken: string };
  badCertificates: Record<BadCertificate, MailHost>;
  /** Postfix with TLS 1.1 at most. */
  tls11Only: { host: string; smtp: number; submissions: number };
  /** Dovecot and Postfix refuse a login, and Postfix all mail, before STARTTLS. */
  tlsRequired: { host: string; imap: number; smtp: number };
};

/** Where everything is found on the given ports. */
export const whereabouts = (
  ports: MailPorts,
  token: { account: Account; accessToken: string },
): Whereabouts => {
  const { imap, imaps, smtp, submissions, smtpPlain } = ports;
  const imapPorts = { imap, imaps, loginOnly: ports.imapLoginOnly };
  const smtpPorts = {
    smtp,
    submissions,
    smtpPlain,
    plainOnly: ports.smtpPlainOnly,
    loginOnly: ports.smtpLoginOnly,
  };
  const all = { imap, imaps, smtp, submissions };
  const at = (name: BadCertificate) => ({ host: badCertificateAddresses[name], ...all });
  return {
    dovecot: { host: goodAddress, ...imapPorts },
    postfix: { host: goodAddress, ...smtpPorts },
    cyrus: { host: cyrusAddress, ...imapPorts, plainOnly: ports.imapPlainOnly },
    exim: { host: eximAddress, ...smtpPorts },
    oauth: { host: oauthAddress, ...all, ...token },
    badCertificates: {
      expired: at('expired'),
      notYetValid: at('notYetValid'),
      wrongName: at('wrongName'),
      selfSigned: at('selfSigned'),
      unknownAuthority: at('unknownAuthority'),
    },
    tls11Only: { host: tls11OnlyAddress, smtp, submissions },
    tlsRequired: { host: tlsRequiredAddress, imap, smtp },
  };
};
