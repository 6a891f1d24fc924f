import { mkdir, writeFile } from 'node:fs/promises';
import type { Account } from './accounts.ts';
import { eximAddress } from './addresses.ts';
import type { Certificates } from './certificates.ts';
import { type Layout, ownedBy } from './layout.ts';
import { programs } from './missing.ts';
import type { MailPorts } from './ports.ts';

/** Writes Exim's config and users; answers the command that runs it in the foreground. */
export const prepareExim = async (
  { exim }: Layout,
  ports: MailPorts,
  certificates: Certificates,
  accounts: Account[],
): Promise<string[]> => {
  const owned = ownedBy('Debian-exim');
  await mkdir(exim, { mode: 0o711 });
  await Promise.all([
    owned.folder(`${exim}/spool`),
    owned.folder(`${exim}/log`),
    owned.copy(certificates.good, `${exim}/chain.pem`),
    owned.file(`${exim}/users`, accounts.map(userLine).join('')),
    writeFile(`${exim}/exim.conf`, eximConfig(exim, ports, accounts)),
  ]);
  return [programs.exim, '-C', `${exim}/exim.conf`, '-bdf'];
};

// Base64, as Exim would take a leading quote and spaces for its own.
const userLine = ({ address, password }: Account): string =>
  `${address}: ${Buffer.from(password).toString('base64')}\n`;

const eximConfig = (exim: string, ports: MailPorts, accounts: Account[]): string => {
  const domains = new Set(accounts.map(({ address }) => address.split('@')[1]));
  const listened = [
    ports.smtp,
    ports.submissions,
    ports.smtpPlain,
    ports.smtpPlainOnly,
    ports.smtpLoginOnly,
  ];
  const passwordIs = (user: string, password: string) =>
    `\${if eq{${password}}{\${lookup{${user}}lsearch{${exim}/users}{\${base64d:$value}}fail}}}`;
  const notOn = (port: number) => `\${if !eq{$received_port}{${port}}}`;
  return `primary_hostname = mail.letterbox.test
spool_directory = ${exim}/spool
log_file_path = ${exim}/log/%s
pid_file_path = ${exim}/exim.pid
exim_path = ${programs.exim}
notifier_socket =
keep_environment =
# Or the login that a sender is compared with has its letters outside ASCII escaped.
print_topbitchars = true
local_interfaces = <; ${listened.map((port) => `[${eximAddress}]:${port}`).join(' ; ')}
domainlist accounts = ${[...domains].join(' : ')}

# Nobody is looked up.
host_lookup =
rfc1413_hosts =
dns_ipv4_lookup =
hosts_treat_as_local = *

tls_certificate = ${exim}/chain.pem
tls_privatekey = ${exim}/chain.pem
tls_on_connect_ports = ${ports.submissions}
tls_advertise_hosts = \${if eq{$received_port}{${ports.smtpPlain}}{}{*}}
auth_advertise_hosts = \${if or{{def:tls_in_cipher}{eq{$received_port}{${ports.smtpPlain}}}}{*}{}}

# Tests open many connections and make many mistakes.
smtp_accept_max = 0
smtp_max_synprot_errors = 1000
smtp_max_unknown_commands = 1000

acl_smtp_mail = sender
acl_smtp_rcpt = recipient
acl_smtp_data = message

begin acl
sender:
  deny
    !authenticated = *
    message = 5.7.0 Authentication required
  deny
    condition = \${if !eqi{$sender_address}{$authenticated_id}}
    message = 5.7.1 Not a sender of yours
  accept
recipient:
  accept
    domains = +accounts
  deny
    message = 5.7.1 Nothing leaves this machine
# Taken, and kept nowhere.
message:
  discard

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${passwordIs('$auth2', '$auth3')}
  server_set_id = $auth2
  server_advertise_condition = ${notOn(ports.smtpLoginOnly)}
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${passwordIs('$auth1', '$auth2')}
  server_set_id = $auth1
  server_advertise_condition = ${notOn(ports.smtpPlainOnly)}
`;
};
