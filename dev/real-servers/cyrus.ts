import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import type { Account } from './accounts.ts';
import { cyrusAddress } from './addresses.ts';
import type { Certificates } from './certificates.ts';
import { type Layout, ownedBy } from './layout.ts';
import { programs } from './missing.ts';
import type { MailPorts } from './ports.ts';

/** Writes Cyrus's config and users; answers the command that runs it in the foreground. */
export const prepareCyrus = async (
  { cyrus }: Layout,
  ports: MailPorts,
  certificates: Certificates,
  accounts: Account[],
): Promise<string[]> => {
  const owned = ownedBy('cyrus');
  await mkdir(cyrus, { mode: 0o711 });
  await Promise.all([
    owned.folder(`${cyrus}/conf`),
    owned.folder(`${cyrus}/spool`),
    owned.copy(certificates.good, `${cyrus}/chain.pem`),
    // Its user may have no way into the folder it was unpacked in.
    copyFile(programs.cyrusImap, `${cyrus}/imapd`),
    writeFile(`${cyrus}/imapd.conf`, imapdConfig(cyrus)),
    writeFile(`${cyrus}/cyrus.conf`, cyrusConfig(cyrus, ports)),
  ]);
  await makeUsers(cyrus, accounts);
  await owned.copy(`${cyrus}/users.new`, `${cyrus}/users`);
  const files = ['-C', `${cyrus}/imapd.conf`, '-M', `${cyrus}/cyrus.conf`];
  return [programs.cyrusMaster, ...files, '-p', `${cyrus}/master.pid`];
};

// One after another: the database has no room for two writers.
const makeUsers = async (cyrus: string, accounts: Account[]): Promise<void> => {
  for (const { address, password } of accounts) {
    const [user = '', realm = ''] = address.split('@');
    const args = ['-p', '-c', '-f', `${cyrus}/users.new`, '-u', realm, user];
    const adding = spawn(programs.saslPassword, args, { stdio: ['pipe', 'ignore', 'pipe'] });
    adding.stdin.end(password);
    const [code] = await once(adding, 'exit');
    if (code !== 0) throw new Error(`saslpasswd2 could not add ${address} (code ${code})`);
  }
};

const imapdConfig = (cyrus: string): string => `configdirectory: ${cyrus}/conf
partition-default: ${cyrus}/spool
servername: mail.letterbox.test
virtdomains: userid
unixhierarchysep: yes
altnamespace: yes
# An account's mailboxes are made when it first logs in.
autocreate_quota: 0
autocreate_inbox_folders: Sent|Junk|Trash
autocreate_subscribe_folders: Sent|Junk|Trash
xlist-sent: Sent
xlist-junk: Junk
xlist-trash: Trash

sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: ${cyrus}/users
sasl_mech_list: PLAIN LOGIN
allowplaintext: yes
plainonly_sasl_mech_list: PLAIN
loginonly_sasl_mech_list: LOGIN

tls_server_cert: ${cyrus}/chain.pem
tls_server_key: ${cyrus}/chain.pem
`;

// Not `ctl_cyrusdb -r` at the start: there is nothing to recover.
const cyrusConfig = (cyrus: string, ports: MailPorts): string => {
  const service = (name: string, port: number, option = '') =>
    `  ${name} cmd="${cyrus}/imapd -C ${cyrus}/imapd.conf${option}" listen="${cyrusAddress}:${port}" proto="tcp4" prefork=0`;
  return `START {
}
SERVICES {
${[
  service('imap', ports.imap),
  service('imaps', ports.imaps, ' -s'),
  service('plainonly', ports.imapPlainOnly),
  service('loginonly', ports.imapLoginOnly),
].join('\n')}
}
EVENTS {
}
`;
};
