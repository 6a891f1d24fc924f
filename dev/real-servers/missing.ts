import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const installCommand =
  'apt-get install -y dovecot-imapd postfix cyrus-common sasl2-bin openssl && bash dev/real-servers/unpack.sh';

// Debian lets neither be installed beside the others.
const unpacked = fileURLToPath(new URL('../../.cache/real-servers', import.meta.url));

/** What the servers are started from; Debian's paths, as no other system is used. */
export const programs = {
  dovecot: '/usr/sbin/dovecot',
  dovecotImap: '/usr/lib/dovecot/imap',
  postfixDaemons: '/usr/lib/postfix/sbin',
  cyrusMaster: '/usr/lib/cyrus/bin/master',
  cyrusImap: `${unpacked}/imapd`,
  saslPassword: '/usr/sbin/saslpasswd2',
  exim: `${unpacked}/exim4`,
  openssl: '/usr/bin/openssl',
};

const madeOf = {
  Dovecot: [programs.dovecot, programs.dovecotImap],
  Postfix: [`${programs.postfixDaemons}/master`],
  Cyrus: [programs.cyrusMaster, programs.cyrusImap, programs.saslPassword],
  Exim: [programs.exim],
  OpenSSL: [programs.openssl],
};

/** Why the real servers cannot be started on this machine, with the command that mends it; null if they can. */
export function missingRealServers(): string | null {
  if (process.platform !== 'linux') {
    return 'Real mail servers need Linux (Debian 12), run as root.';
  }
  const absent = Object.entries(madeOf)
    .filter(([, files]) => !files.every((file) => existsSync(file)))
    .map(([name]) => name);
  if (findUser('Debian-exim') === null) absent.push('Exim’s user');
  const isRoot = process.getuid?.() === 0;
  if (absent.length > 0) {
    const asRoot = isRoot ? '' : ', and run as root, as Postfix needs it';
    return `Real mail servers need ${absent.join(', ')}: ${installCommand}${asRoot}`;
  }
  if (!isRoot) {
    return `Real mail servers need root, as Postfix does: run as root (once ${installCommand} is done)`;
  }
  return null;
}

/** The numeric user and group of a system user that the packages have created. */
export function systemUser(name: string): { uid: number; gid: number } {
  const user = findUser(name);
  if (user === null) throw new Error(`No system user ${name}`);
  return user;
}

function findUser(name: string): { uid: number; gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}
