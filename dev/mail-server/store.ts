import { Mailbox } from './mailbox.ts';

/** Who may log in; `username` is the address unless said otherwise. */
export interface AccountSettings {
  address: string;
  password: string;
  username?: string | undefined;
}

/** One person's mail. */
export class Account {
  readonly address: string;
  readonly username: string;
  readonly #password: string;
  readonly #mailboxes: Map<string, Mailbox>;

  constructor({ address, password, username = address }: AccountSettings, uidValidity: number) {
    this.address = address;
    this.username = username;
    this.#password = password;
    this.#mailboxes = new Map(
      [
        new Mailbox('INBOX', uidValidity),
        new Mailbox('Sent', uidValidity, '\\Sent'),
        new Mailbox('Junk', uidValidity, '\\Junk'),
        new Mailbox('Trash', uidValidity, '\\Trash'),
      ].map((mailbox) => [mailbox.name, mailbox]),
    );
  }

  get mailboxes(): Mailbox[] {
    return [...this.#mailboxes.values()];
  }

  mailbox(name: string): Mailbox | undefined {
    // INBOX alone is case-insensitive (RFC 3501 §5.1).
    return this.#mailboxes.get(name.toUpperCase() === 'INBOX' ? 'INBOX' : name);
  }

  hasPassword(password: string): boolean {
    return password === this.#password;
  }
}

/** All mail of the demo server, in memory: gone when it stops. */
export class MailStore {
  readonly #byAddress = new Map<string, Account>();
  readonly #byUsername = new Map<string, Account>();

  constructor(accounts: readonly AccountSettings[]) {
    // UIDs start again at each start, so UIDVALIDITY has to move on (RFC 3501 §2.3.1.1).
    const uidValidity = Math.floor(Date.now() / 1000);
    for (const settings of accounts) {
      const account = new Account(settings, uidValidity);
      this.#add(this.#byAddress, account.address, account);
      this.#add(this.#byUsername, account.username, account);
    }
  }

  /** The account that receives mail for `address`. */
  account(address: string): Account | undefined {
    return this.#byAddress.get(address.toLowerCase());
  }

  /** The account behind a user name and password, or nothing: which of the two was wrong stays unsaid. */
  logIn(username: string, password: string): Account | undefined {
    const account = this.#byUsername.get(username.toLowerCase());
    return account?.hasPassword(password) ? account : undefined;
  }

  #add(index: Map<string, Account>, key: string, account: Account): void {
    if (index.has(key.toLowerCase())) throw new Error(`Two mail accounts are called ${key}`);
    index.set(key.toLowerCase(), account);
  }
}
