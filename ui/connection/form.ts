import type { TrustedCertificate } from '../../contract/certificate.ts';
import type { Inbox } from '../../contract/inbox.ts';
import {
  type ConnectionInput,
  connectionInput,
  type MailServerView,
  type Protocol,
  type Security,
} from '../../contract/mail-server.ts';
import type { Errors } from '../forms/errors.ts';
import { type Parsed, parseForm } from '../forms/parse.ts';

/** One server as its form holds it: everything is text while it is being typed. */
export type ServerForm = {
  host: string;
  port: string;
  security: Security;
  username: string;
  password: string;
  /** The one certificate that is trusted there by its fingerprint. */
  trustedCertificate: TrustedCertificate | null;
};

export type ConnectionForm = { imap: ServerForm; smtp: ServerForm & { sameCredentials: boolean } };

/**
 * Which passwords the server holds, and for which host, so that an empty field can mean them.
 * `shares`: SMTP has none of its own, it is sent IMAP's.
 */
export type Stored = {
  imap: { host: string } | null;
  smtp: { host: string; shares: boolean } | null;
};

export const nothingStored: Stored = { imap: null, smtp: null };

export const usualPorts: Record<Protocol, Record<Security, string>> = {
  imap: { tls: '993', starttls: '143', none: '143' },
  smtp: { tls: '465', starttls: '587', none: '25' },
};

export const emptyForm = (emailAddress: string): ConnectionForm => {
  const server = {
    host: '',
    security: 'tls' as const,
    username: emailAddress,
    password: '',
    trustedCertificate: null,
  };
  return {
    imap: { ...server, port: usualPorts.imap.tls },
    smtp: { ...server, port: usualPorts.smtp.tls, sameCredentials: true },
  };
};

type ImapConnection = Extract<NonNullable<Inbox['connection']>, { imap: MailServerView }>;

const imapConnection = ({ connection }: Pick<Inbox, 'connection'>): ImapConnection | null =>
  connection !== null && 'imap' in connection ? connection : null;

/** Whether passwords are stored; after a disconnect the servers are, but none of those. */
export const holdsPasswords = (inbox: Pick<Inbox, 'connection'>): boolean => {
  const connection = imapConnection(inbox);
  return connection === null ? inbox.connection !== null : connection.imap.hasPassword;
};

const serverForm = (view: MailServerView): ServerForm => ({
  host: view.host,
  port: String(view.port),
  security: view.security,
  username: view.username,
  password: '',
  // An older answer has none.
  trustedCertificate: view.trustedCertificate ?? null,
});

/** The form of an inbox as it is stored; passwords never come back. */
export const formOf = (inbox: Pick<Inbox, 'connection' | 'emailAddress'>): ConnectionForm => {
  const connection = imapConnection(inbox);
  if (connection === null) return emptyForm(inbox.emailAddress);
  const { imap, smtp } = connection;
  return {
    imap: serverForm(imap),
    smtp: { ...serverForm(smtp), sameCredentials: smtp.sameCredentials },
  };
};

/** Credentials that can't be read count as not stored: the passwords have to be typed again. */
export const storedOf = (inbox: Pick<Inbox, 'connection' | 'lastError'>): Stored => {
  const connection = imapConnection(inbox);
  if (connection === null || inbox.lastError?.code === 'credentials-unreadable') {
    return nothingStored;
  }
  const { imap, smtp } = connection;
  return {
    imap: imap.hasPassword ? { host: imap.host } : null,
    smtp: smtp.hasPassword ? { host: smtp.host, shares: smtp.sameCredentials } : null,
  };
};

/** The port that goes with a newly chosen security; one that the person made up stays. */
export const portFor = (protocol: Protocol, security: Security, port: string): string => {
  const ports = usualPorts[protocol];
  const isUsual = port.trim() === '' || Object.values(ports).includes(port.trim());
  return isUsual ? ports[security] : port;
};

/** Whether an empty password field means one that the server holds. */
export const isPasswordStored = (protocol: Protocol, stored: Stored): boolean =>
  protocol === 'imap' ? stored.imap !== null : stored.smtp !== null && !stored.smtp.shares;

/** Whether an empty password would send the stored one to a server it was not stored for. */
export const sendsStoredElsewhere = (
  protocol: Protocol,
  form: ConnectionForm,
  stored: Stored,
): boolean => {
  const shares = protocol === 'smtp' && form.smtp.sameCredentials;
  const host = form[protocol].host.trim().toLowerCase();
  const source = shares ? 'imap' : protocol;
  const isKept = form[source].password === '' && isPasswordStored(source, stored);
  return isKept && host !== '' && host !== stored[protocol]?.host;
};

type Place = Pick<ServerForm, 'host' | 'port' | 'security'>;

/** Whether both say the same place, however it is typed. */
export const isAbout = (one: Place, other: Place): boolean =>
  one.host.trim().toLowerCase() === other.host.trim().toLowerCase() &&
  one.port.trim() === other.port.trim() &&
  one.security === other.security;

const numberOf = (port: string) => (/^\d+$/.test(port.trim()) ? Number(port.trim()) : undefined);

const missingPasswords = (form: ConnectionForm, stored: Stored): Errors => {
  const errors: Record<string, string> = {};
  const enter = 'Enter the password.';
  if (form.imap.password === '' && !isPasswordStored('imap', stored))
    errors['imap.password'] = enter;
  const smtpOwn = !form.smtp.sameCredentials;
  if (smtpOwn && form.smtp.password === '' && !isPasswordStored('smtp', stored))
    errors['smtp.password'] = enter;
  return errors;
};

/** What the form says, for the API; or what is wrong with it, by field. */
export const parseConnection = (form: ConnectionForm, stored: Stored): Parsed<ConnectionInput> => {
  const { imap, smtp } = form;
  const parsed = parseForm(connectionInput, {
    imap: { ...imap, port: numberOf(imap.port) },
    // What is hidden is not sent: with the same credentials there are none of its own.
    smtp: {
      ...smtp,
      ...(smtp.sameCredentials ? { username: '', password: '' } : {}),
      port: numberOf(smtp.port),
    },
  });
  const missing = missingPasswords(form, stored);
  if (parsed.ok && Object.keys(missing).length === 0) return parsed;
  return { ok: false, errors: { ...missing, ...(parsed.ok ? {} : parsed.errors) } };
};
