import type { RealServers } from '../../dev/real-servers/start.ts';
import type { Target } from './pair.ts';

type Imap = Pick<RealServers['dovecot'], 'host' | 'imap' | 'imaps'>;
type Smtp = Pick<RealServers['postfix'], 'host' | 'smtp' | 'submissions'>;

/** With TLS from the first byte, and with STARTTLS. */
const bothWays = (name: string, imap: Imap, smtp: Smtp): Target[] => [
  {
    name,
    security: 'tls',
    imap: { host: imap.host, port: imap.imaps },
    smtp: { host: smtp.host, port: smtp.submissions },
  },
  {
    name,
    security: 'starttls',
    imap: { host: imap.host, port: imap.imap },
    smtp: { host: smtp.host, port: smtp.smtp },
  },
];

export const dovecotAndPostfix = ({ dovecot, postfix }: RealServers): Target[] =>
  bothWays('Dovecot + Postfix', dovecot, postfix);

/** All pairs of servers. */
export const allTargets = (servers: RealServers): Target[] => {
  return [...dovecotAndPostfix(servers), ...bothWays('Cyrus + Exim', servers.cyrus, servers.exim)];
};
