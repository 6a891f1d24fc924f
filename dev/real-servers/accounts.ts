import { randomBytes } from 'node:crypto';

/** A mailbox that both servers know; the address is also the login. */
export type Account = { address: string; password: string };

/** The accounts of a start that names none: two ordinary ones and one that is hard to quote. */
export function defaultAccounts(): Account[] {
  return [
    { address: 'support@letterbox.test', password: randomPassword() },
    { address: 'sales@letterbox.test', password: randomPassword() },
    {
      address: 'bücher@letterbox.test',
      password: `q"uo'te \\ b:ack {5} $x %u süß € ${randomPassword()}`,
    },
  ];
}

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
