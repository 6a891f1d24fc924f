import { badCertificateNames } from './addresses.ts';
import type { RealServers } from './start.ts';

const labelWidth = 18;

/** The running servers as a block for a person to read. */
export function printable(servers: RealServers): string {
  const { dovecot, postfix, badCertificates, tls11Only, tlsRequired } = servers;
  const lines = [
    ['IMAP (Dovecot)', `${dovecot.host}  TLS ${dovecot.imaps}  STARTTLS or none ${dovecot.imap}`],
    [
      'SMTP (Postfix)',
      `${postfix.host}  TLS ${postfix.submissions}  STARTTLS ${postfix.smtp}  none ${postfix.smtpPlain}`,
    ],
    ['CA', servers.caFile],
    ['log', servers.logFile],
    [],
    ['login', 'password'],
    ...servers.accounts.map(({ address, password }) => [`  ${address}`, password]),
    [],
    ['other behaviour', 'same ports, by address'],
    ...badCertificateNames.map((name) => [`  ${name}`, badCertificates[name].host]),
    ['  tls11Only', `${tls11Only.host} (SMTP only)`],
    ['  tlsRequired', `${tlsRequired.host} (IMAP ${tlsRequired.imap}, SMTP ${tlsRequired.smtp})`],
    [],
    ['Ctrl-C stops both and removes the folder.'],
  ];
  const widest = Math.max(labelWidth, ...servers.accounts.map(({ address }) => address.length + 2));
  return `${lines.map(([label = '', text]) => (text === undefined ? label : `${label.padEnd(widest)}  ${text}`)).join('\n')}\n`;
}
