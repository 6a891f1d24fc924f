import { chown, mkdir, utimes, writeFile } from 'node:fs/promises';
import { type Account, authenticationResults, type SpecialAccounts } from './accounts.ts';
import {
  badCertificateAddresses,
  badCertificateNames,
  goodAddress,
  oauthAddress,
  tls11OnlyAddress,
  tlsRequiredAddress,
} from './addresses.ts';
import type { Certificates } from './certificates.ts';
import { TOKENS_SOCKET } from './dovecot-tokens.ts';
import type { Layout } from './layout.ts';
import { programs, systemUser } from './missing.ts';
import type { MailPorts } from './ports.ts';

/** Writes Postfix's config, tables and queue; answers the command that runs it in the foreground. */
export async function preparePostfix(
  layout: Layout,
  ports: MailPorts,
  certificates: Certificates,
  accounts: Account[],
  { junkAccount, judgedAccount }: SpecialAccounts,
): Promise<string[]> {
  await makeQueue(layout);
  const table = (value: (address: string) => string) =>
    accounts.map(({ address }) => `${address} ${value(address)}\n`).join('');
  await writeSettled(
    `${layout.postfix}/mailboxes`,
    table((address) => (address === junkAccount.address ? `${address}/.Junk/` : `${address}/`)),
  );
  await writeSettled(
    `${layout.postfix}/judged`,
    `${judgedAccount.address} PREPEND ${authenticationResults}\n`,
  );
  await writeSettled(
    `${layout.postfix}/senders`,
    table((address) => address),
  );
  await writeSettled(`${layout.postfix}/main.cf`, mainConfig(layout, certificates, accounts));
  await writeSettled(`${layout.postfix}/master.cf`, masterConfig(ports, certificates));
  // Not `postfix start-fg`: it spends a second on repairing a system installation.
  return [`${programs.postfixDaemons}/master`, '-c', layout.postfix];
}

// Postfix spends a second on rereading a file that has just changed, lest it be half written.
async function writeSettled(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(file, anHourAgo, anHourAgo);
}

async function makeQueue({ postfix, queue }: Layout): Promise<void> {
  const { uid, gid } = systemUser('postfix');
  const owned = async (path: string, mode: number) => {
    await mkdir(path, { mode });
    await chown(path, uid, gid);
  };
  await mkdir(postfix, { mode: 0o755 });
  await mkdir(queue, { mode: 0o755 });
  await mkdir(`${queue}/pid`, { mode: 0o755 });
  await owned(`${postfix}/data`, 0o700);
  const folders =
    'active bounce corrupt defer deferred flush hold incoming private saved trace maildrop public';
  await Promise.all(folders.split(' ').map((name) => owned(`${queue}/${name}`, 0o700)));
}

function mainConfig(layout: Layout, certificates: Certificates, accounts: Account[]): string {
  const domains = new Set(accounts.map(({ address }) => address.split('@')[1]));
  const { uid, gid } = systemUser('mail');
  return `compatibility_level = 3.6
queue_directory = ${layout.queue}
data_directory = ${layout.postfix}/data
meta_directory = ${layout.postfix}
daemon_directory = ${programs.postfixDaemons}
maillog_file = ${layout.logFile}
maillog_file_prefixes = ${layout.folder}
myhostname = mail.letterbox.test
inet_protocols = ipv4
inet_interfaces = ${goodAddress}
mynetworks =
alias_maps =
biff = no

# Nothing leaves the machine, and nobody is looked up.
mydestination =
relay_domains =
local_transport = error:5.1.1 no local users
default_transport = error:5.7.1 nothing leaves this machine
relay_transport = error:5.7.1 nothing leaves this machine
smtp_dns_support_level = disabled
smtpd_peername_lookup = no

virtual_mailbox_domains = ${[...domains].join(' ')}
virtual_mailbox_base = ${layout.mail}
virtual_mailbox_maps = texthash:${layout.postfix}/mailboxes
virtual_minimum_uid = 1
virtual_uid_maps = static:${uid}
virtual_gid_maps = static:${gid}

smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_security_options = noanonymous
smtpd_sender_login_maps = texthash:${layout.postfix}/senders
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = reject_sender_login_mismatch, check_recipient_access texthash:${layout.postfix}/judged, permit_sasl_authenticated, reject

smtpd_tls_chain_files = ${certificates.good}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes

# Tests open many connections and make many mistakes.
smtpd_client_connection_count_limit = 0
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 1000
# A transaction without DATA uses up one of 100 and gives none back; then each one waits for a second.
in_flow_delay = 0
`;
}

function masterConfig(ports: MailPorts, certificates: Certificates): string {
  const smtpd = (address: string, port: number, ...overrides: string[]) =>
    [`${address}:${port} inet n - n - - smtpd`, ...overrides.map((o) => `  -o ${o}`)].join('\n');
  const implicitTls = 'smtpd_tls_wrappermode=yes';
  const pair = (address: string, ...overrides: string[]) => [
    smtpd(address, ports.smtp, ...overrides),
    smtpd(address, ports.submissions, implicitTls, ...overrides),
  ];
  // Debian's OpenSSL leaves no cipher for TLS 1.1 above security level 0.
  const tls11 = [
    'smtpd_tls_protocols=>=TLSv1,<=TLSv1.1',
    'smtpd_tls_mandatory_protocols=>=TLSv1,<=TLSv1.1',
    'tls_medium_cipherlist=ALL:@SECLEVEL=0',
  ];
  return `${[
    ...pair(goodAddress),
    smtpd(goodAddress, ports.smtpPlain, 'smtpd_tls_security_level=none', 'smtpd_tls_auth_only=no'),
    smtpd(goodAddress, ports.smtpPlainOnly, 'smtpd_sasl_mechanism_filter=plain'),
    smtpd(goodAddress, ports.smtpLoginOnly, 'smtpd_sasl_mechanism_filter=login'),
    ...badCertificateNames.flatMap((name) =>
      pair(badCertificateAddresses[name], `smtpd_tls_chain_files=${certificates.bad[name]}`),
    ),
    ...pair(tls11OnlyAddress, ...tls11),
    ...pair(oauthAddress, `smtpd_sasl_path=private/${TOKENS_SOCKET}`),
    smtpd(tlsRequiredAddress, ports.smtp, 'smtpd_tls_security_level=encrypt'),
  ].join('\n')}
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`;
}
