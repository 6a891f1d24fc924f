import { mkdir, writeFile } from 'node:fs/promises';
import type { Layout } from './layout.ts';
import { programs, systemUser } from './missing.ts';
import type { MailPorts } from './ports.ts';

/** What differs between the Dovecots of one start. */
export type DovecotWishes = {
  /** Where its sockets and state lie. */
  home: string;
  addresses: readonly string[];
  /** Port 0 is none. */
  ports: Pick<MailPorts, 'imap' | 'imaps'>;
  /** The file of the certificate and its key. */
  chain: string;
  mechanisms: string;
  /** The inside of its passdb block. */
  passwords: string;
  /** The name of the socket by which Postfix asks it about logins. */
  postfixSocket?: string;
  more?: string;
};

/** Writes the config of a Dovecot; answers the command that runs it in the foreground. */
export const writeDovecot = async (layout: Layout, wishes: DovecotWishes): Promise<string[]> => {
  const config = `${wishes.home}/dovecot.conf`;
  await mkdir(wishes.home, { mode: 0o755 });
  await writeFile(config, dovecotConfig(layout, wishes));
  return [programs.dovecot, '-F', '-c', config];
};

const dovecotConfig = (layout: Layout, wishes: DovecotWishes): string => {
  const { uid, gid } = systemUser('mail');
  const { ports, postfixSocket } = wishes;
  return `base_dir = ${wishes.home}/run
state_dir = ${wishes.home}/state
log_path = ${layout.logFile}
protocols = imap
listen = ${wishes.addresses.join(', ')}

ssl = yes
ssl_cert = <${wishes.chain}
ssl_key = <${wishes.chain}
disable_plaintext_auth = no
${wishes.more ?? ''}
auth_mechanisms = ${wishes.mechanisms}
# Any character may stand in a login, or those outside ASCII are refused.
auth_username_chars =
auth_failure_delay = 0
passdb {
${wishes.passwords}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${layout.mail}/%u
}
${postfixSocket ? postfixListener(`${layout.queue}/private/${postfixSocket}`) : ''}
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
};

const postfixListener = (socket: string): string => `service auth {
  unix_listener ${socket} {
    mode = 0660
    user = postfix
    group = postfix
  }
}`;
