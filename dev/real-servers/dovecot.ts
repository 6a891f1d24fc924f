import { chown, mkdir, writeFile } from 'node:fs/promises';
import type { Account } from './accounts.ts';
import {
  badCertificateAddresses,
  badCertificateNames,
  goodAddress,
  tlsRequiredAddress,
} from './addresses.ts';
import type { Certificates } from './certificates.ts';
import type { Layout } from './layout.ts';
import { programs, systemUser } from './missing.ts';
import type { MailPorts } from './ports.ts';

/** Writes Dovecot's config and users; answers the command that runs it in the foreground. */
export async function prepareDovecot(
  layout: Layout,
  ports: MailPorts,
  certificates: Certificates,
  accounts: Account[],
): Promise<string[]> {
  await mkdir(layout.dovecot, { mode: 0o755 });
  const users = `${layout.dovecot}/users`;
  await writeFile(users, passwdFile(accounts), { mode: 0o600 });
  const dovecot = systemUser('dovecot');
  await chown(users, dovecot.uid, dovecot.gid);
  const config = `${layout.dovecot}/dovecot.conf`;
  await writeFile(config, dovecotConfig(layout, ports, certificates, users));
  return [programs.dovecot, '-F', '-c', config];
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

function dovecotConfig(
  layout: Layout,
  ports: MailPorts,
  certificates: Certificates,
  users: string,
): string {
  const bad = badCertificateNames.map((name) => {
    const chain = certificates.bad[name];
    return `local ${badCertificateAddresses[name]} {
  ssl_cert = <${chain}
  ssl_key = <${chain}
}`;
  });
  const addresses = [goodAddress, ...Object.values(badCertificateAddresses), tlsRequiredAddress];
  const { uid, gid } = systemUser('mail');
  return `base_dir = ${layout.dovecot}/run
state_dir = ${layout.dovecot}/state
log_path = ${layout.logFile}
protocols = imap
listen = ${addresses.join(', ')}

ssl = yes
ssl_cert = <${certificates.good}
ssl_key = <${certificates.good}
disable_plaintext_auth = no
${bad.join('\n')}
local ${tlsRequiredAddress} {
  disable_plaintext_auth = yes
}

auth_mechanisms = plain login
# Any character may stand in a login, or those outside ASCII are refused.
auth_username_chars =
auth_failure_delay = 0
passdb {
  driver = passwd-file
  args = username_format=%u ${users}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${layout.mail}/%u
}
service auth {
  unix_listener ${layout.queue}/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
# Without a penalty socket a failed login slows down no later one from the same address.
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}

first_valid_uid = 1
mail_location = maildir:${layout.mail}/%u
mail_max_userip_connections = 1000
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
  mailbox Junk {
    auto = subscribe
    special_use = \\Junk
  }
  mailbox Trash {
    auto = subscribe
    special_use = \\Trash
  }
}

service imap-login {
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
`;
}
