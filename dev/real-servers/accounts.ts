import { randomBytes } from 'node:crypto';

/** A mailbox that all servers know; the address is also the login. */
export type Account = { address: string; password: string };

/** Accounts that every start has besides the ones it is told, for what the servers make of them. */
export type SpecialAccounts = {
  /** Its password is hard to quote, and its address is not: Cyrus takes no login outside ASCII. */
  quotedAccount: Account;
  /** All mail to it lands in its Junk. */
  junkAccount: Account;
  /** All mail to it bears `authenticationResults`. */
  judgedAccount: Account;
};

/** What Postfix, as the receiver, writes on top of a message to the judged account (RFC 8601). */
export const authenticationResults =
  'Authentication-Results: mail.letterbox.test; spf=pass smtp.mailfrom=letterbox.test; dkim=none; dmarc=fail header.from=letterbox.test';

/** The accounts of a start that names none: two ordinary ones and one that is hard to quote. */
export function defaultAccounts(): Account[] {
  return [
    { address: 'support@letterbox.test', password: randomPassword() },
    { address: 'sales@letterbox.test', password: randomPassword() },
    { address: 'bücher@letterbox.test', password: oddPassword() },
  ];
}

/** New passwords for the special accounts. */
export const specialAccounts = (): SpecialAccounts => ({
  quotedAccount: { address: 'quoted@letterbox.test', password: oddPassword() },
  junkAccount: { address: 'junk@letterbox.test', password: randomPassword() },
  judgedAccount: { address: 'judged@letterbox.test', password: randomPassword() },
});

/** Refuses addresses that would mean something else in a config file or a path. */
export function assertUsableAccounts(accounts: Account[]): void {
  for (const { address, password } of accounts) {
    if (!/^[^\s/:@"'<>,;#%$|\\{}]+@[a-z0-9.-]+$/.test(address) || address.startsWith('.')) {
      throw new Error(`Not usable as the address of a test account: ${JSON.stringify(address)}`);
    }
    if (password === '' || password.includes('\0')) {
      throw new Error(`${address} needs a password without NUL characters`);
    }
  }
}

function randomPassword(): string {
  return randomBytes(12).toString('base64url');
}

function oddPassword(): string {
  return `q"uo'te \\ b:ack {5} $x %u süß € ${randomPassword()}`;
}
