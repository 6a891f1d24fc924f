import { type Security, securities } from '../../contract/mail-server.ts';
import type { ConnectionForm } from './form.ts';
import { trustFromText, trustToText } from './trusted-certificate.ts';

/** What may be shown and kept of a connection's form, field by field: all but the passwords. */
export type Settings = {
  'imap.host': string;
  'imap.port': string;
  'imap.security': string;
  'imap.username': string;
  'imap.trustedCertificate': string;
  'smtp.host': string;
  'smtp.port': string;
  'smtp.security': string;
  'smtp.sameCredentials': boolean;
  'smtp.username': string;
  'smtp.trustedCertificate': string;
};

export const settingsOf = ({ imap, smtp }: ConnectionForm): Settings => ({
  'imap.host': imap.host.trim(),
  'imap.port': imap.port.trim(),
  'imap.security': imap.security,
  'imap.username': imap.username,
  'imap.trustedCertificate': trustToText(imap.trustedCertificate),
  'smtp.host': smtp.host.trim(),
  'smtp.port': smtp.port.trim(),
  'smtp.security': smtp.security,
  'smtp.sameCredentials': smtp.sameCredentials,
  // What is hidden is no difference.
  'smtp.username': smtp.sameCredentials ? '' : smtp.username,
  'smtp.trustedCertificate': trustToText(smtp.trustedCertificate),
});

const securityOf = (text: string): Security =>
  securities.find((security) => security === text) ?? 'tls';

/** A form of these settings, with the passwords of `form`. */
export const withSettings = (settings: Settings, form: ConnectionForm): ConnectionForm => ({
  imap: {
    host: settings['imap.host'],
    port: settings['imap.port'],
    security: securityOf(settings['imap.security']),
    username: settings['imap.username'],
    password: form.imap.password,
    trustedCertificate: trustFromText(settings['imap.trustedCertificate']),
  },
  smtp: {
    host: settings['smtp.host'],
    port: settings['smtp.port'],
    security: securityOf(settings['smtp.security']),
    sameCredentials: settings['smtp.sameCredentials'],
    username: settings['smtp.username'],
    password: form.smtp.password,
    trustedCertificate: trustFromText(settings['smtp.trustedCertificate']),
  },
});
