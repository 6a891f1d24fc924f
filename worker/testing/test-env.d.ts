declare namespace Cloudflare {
  interface Env {
    SETUP_TOKEN: string;
    ENCRYPTION_KEYS_RETIRING: string;
    MAIL_SERVER: {
      imap: number;
      imaps: number;
      smtp: number;
      submissions: number;
      account: string;
      password: string;
    };
    /** Where a test starts a second connector, and kills it. */
    MORTAL_CONNECTOR: { control: number };
    /** Where scripted mail servers are asked for. */
    MAIL_SCRIPTS: string;
    /** The switchboard of the local Google and Microsoft. */
    IDENTITY_PROVIDER: string;
    /** What another Worker of the account is bound to. */
    INBOXES: Service<import('../inbox-service.ts').InboxService>;
    TEST_MIGRATIONS: import('cloudflare:test').D1Migration[];
  }
}
