import { existsSync, readFileSync } from 'node:fs';

const installCommand = 'apt-get install -y dovecot-imapd postfix openssl';

/** What the servers are started from; Debian's paths, as no other system is used. */
export const programs = {
  dovecot: '/usr/sbin/dovecot',
  dovecotImap: '/usr/lib/dovecot/imap',
  postfixDaemons: '/usr/lib/postfix/sbin',
  openssl: '/usr/bin/openssl',
};

/** Why the real servers cannot be started on this machine, with the command that mends it; null if they can. */
export function missingRealServers(): string | null {
  if (process.platform !== 'linux') {
    return 'Real mail servers need Linux (Debian 12), run as root.';
  }
  const absent = [
    ...(existsSync(programs.dovecot) && existsSync(programs.dovecotImap) ? [] : ['Dovecot']),
    ...(existsSync(`${programs.postfixDaemons}/master`) ? [] : ['Postfix']),
    ...(existsSync(programs.openssl) ? [] : ['OpenSSL']),
  ];
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
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error(`No system user ${name}`);
  return { uid: Number(uid), gid: Number(gid) };
}
