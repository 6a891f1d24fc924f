import { type Security, securities } from '../../contract/mail-server.ts';
import type { ConnectionForm } from './form.ts';

/** What may be shown and kept of a connection's form, field by field: all but the passwords. */
export type Settings = {
  'imap.host': string;
  'imap.port': string;
  'imap.security': string;
  'imap.username': string;
  'smtp.host': string;
  'smtp.port': string;
  'smtp.security': string;
  'smtp.sameCredentials': boolean;
  'smtp.username': string;
};

export const settingsOf = ({ imap, smtp }: ConnectionForm): Settings => ({
  'imap.host': imap.host.trim(),
  'imap.port': imap.port.trim(),
  'imap.security': imap.security,
  'imap.username': imap.username,
  'smtp.host': smtp.host.trim(),
  'smtp.port': smtp.port.trim(),
  'smtp.security': smtp.security,
  'smtp.sameCredentials': smtp.sameCredentials,
  // What is hidden is no difference.
  'smtp.username': smtp.sameCredentials ? '' : smtp.username,
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
  },
  smtp: {
    host: settings['smtp.host'],
    port: settings['smtp.port'],
    security: securityOf(settings['smtp.security']),
    sameCredentials: settings['smtp.sameCredentials'],
    username: settings['smtp.username'],
    password: form.smtp.password,
  },
});
