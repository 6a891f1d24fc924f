import { badCertificateNames } from './addresses.ts';
import type { RealServers } from './start.ts';
import type { ImapHost, SmtpHost } from './whereabouts.ts';

const labelWidth = 18;

/** The running servers as a block for a person to read. */
export function printable(servers: RealServers): string {
  const { dovecot, postfix, cyrus, exim, oauth } = servers;
  const { badCertificates, tls11Only, tlsRequired } = servers;
  const { quotedAccount, junkAccount, judgedAccount } = servers;
  const everybody = [...servers.accounts, quotedAccount, junkAccount, judgedAccount];
  const lines = [
    ['IMAP (Dovecot)', imapPorts(dovecot)],
    ['SMTP (Postfix)', smtpPorts(postfix)],
    ['IMAP (Cyrus)', `${imapPorts(cyrus)}  PLAIN only ${cyrus.plainOnly}`],
    ['SMTP (Exim)', smtpPorts(exim)],
    ['CA', servers.caFile],
    ['log', servers.logFile],
    [],
    ['login', 'password'],
    ...everybody.map(({ address, password }) => [`  ${address}`, password]),
    [],
    ['access token', `XOAUTH2 or OAUTHBEARER, Dovecot and Postfix on ${oauth.host}, same ports`],
    [`  ${oauth.account.address}`, oauth.accessToken],
    [],
    ['what becomes of a message that Postfix takes'],
    [`  ${junkAccount.address}`, 'lands in its Junk'],
    [`  ${judgedAccount.address}`, 'gets an Authentication-Results header'],
    [],
    ['other behaviour', 'same ports, by address'],
    ...badCertificateNames.map((name) => [`  ${name}`, badCertificates[name].host]),
    ['  tls11Only', `${tls11Only.host} (SMTP only)`],
    ['  tlsRequired', `${tlsRequired.host} (IMAP ${tlsRequired.imap}, SMTP ${tlsRequired.smtp})`],
    [],
    ['trust them in a stand', `CONNECTOR_EXTRA_CA=${servers.caFile} npm start`],
    [],
    ['Ctrl-C stops all and removes the folder.'],
  ];
  const widest = Math.max(labelWidth, ...everybody.map(({ address }) => address.length + 2));
  return `${lines.map(([label = '', text]) => (text === undefined ? label : `${label.padEnd(widest)}  ${text}`)).join('\n')}\n`;
}

const imapPorts = ({ host, imap, imaps, loginOnly }: ImapHost): string =>
  `${host}  TLS ${imaps}  STARTTLS or none ${imap}  LOGIN only ${loginOnly}`;

const smtpPorts = ({
  host,
  submissions,
  smtp,
  smtpPlain,
  plainOnly,
  loginOnly,
}: SmtpHost): string =>
  `${host}  TLS ${submissions}  STARTTLS ${smtp}  none ${smtpPlain}  LOGIN only ${loginOnly}  PLAIN only ${plainOnly}`;
