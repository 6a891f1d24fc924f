import type { Account } from './accounts.ts';
import {
  badCertificateAddresses,
  badCertificateNames,
  goodAddress,
  tlsRequiredAddress,
} from './addresses.ts';
import type { Certificates } from './certificates.ts';
import { type Layout, ownedBy } from './layout.ts';
import type { MailPorts } from './ports.ts';
import { writeDovecot } from './write-dovecot.ts';

/**
 * Writes the configs and users of two Dovecots, as one offers the same mechanisms on all its
 * ports; answers the commands that run them in the foreground.
 */
export async function prepareDovecot(
  layout: Layout,
  ports: MailPorts,
  certificates: Certificates,
  accounts: Account[],
): Promise<{ dovecot: string[]; loginOnly: string[] }> {
  const users = `${layout.folder}/users`;
  await ownedBy('dovecot').file(users, passwdFile(accounts));
  const common = {
    chain: certificates.good,
    passwords: `  driver = passwd-file
  args = username_format=%u ${users}`,
  };
  const dovecot = await writeDovecot(layout, {
    ...common,
    home: layout.dovecot,
    addresses: [goodAddress, ...Object.values(badCertificateAddresses), tlsRequiredAddress],
    ports,
    mechanisms: 'plain login',
    postfixSocket: 'auth',
    more: behavioursByAddress(certificates),
  });
  const loginOnly = await writeDovecot(layout, {
    ...common,
    home: layout.loginOnly,
    addresses: [goodAddress],
    ports: { imap: ports.imapLoginOnly, imaps: 0 },
    mechanisms: 'login',
  });
  return { dovecot, loginOnly };
}

// Base64, as a colon would end the field.
function passwdFile(accounts: Account[]): string {
  return accounts
    .map(
      ({ address, password }) =>
        `${address}:{PLAIN.b64}${Buffer.from(password).toString('base64')}\n`,
    )
    .join('');
}

function behavioursByAddress(certificates: Certificates): string {
  const bad = badCertificateNames.map((name) => {
    const chain = certificates.bad[name];
    return `local ${badCertificateAddresses[name]} {
  ssl_cert = <${chain}
  ssl_key = <${chain}
}`;
  });
  return `${bad.join('\n')}
local ${tlsRequiredAddress} {
  disable_plaintext_auth = yes
}
`;
}
