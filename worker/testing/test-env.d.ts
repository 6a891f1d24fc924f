declare namespace Cloudflare {
  interface Env {
    SETUP_TOKEN: string;
    MAIL_SERVER: {
      imap: number;
      imaps: number;
      smtp: number;
      submissions: number;
      account: string;
      password: string;
    };
    TEST_MIGRATIONS: import('cloudflare:test').D1Migration[];
  }
}
