import { randomUUID } from 'node:crypto';
import type { KeyPair } from '../dev/certificates.ts';
import { type Ports, startMailServer } from '../dev/mail-server/mail-server.ts';
import type { Letterbox } from './letterbox.ts';
import type { Mailbox } from './stand.ts';

const PASSWORD = 'a password of the journeys';
/** An address that no other journey uses. */
export const addressOf = (what: string) => `${what}-${randomUUID().slice(0, 8)}@acme.test`;

/** A stage of the timeline on the screen. */
export const stageOf = (app: Letterbox, protocol: 'IMAP' | 'SMTP', stage: string) =>
  app.page.getByRole('list', { name: `${protocol} stages` }).locator(`[data-stage=${stage}]`);

/** To the open servers of a new inbox. */
export const begin = async (app: Letterbox, emailAddress: string) => {
  await app.signIn('admin', 'acme');
  await app.goto('/acme/settings/inboxes');
  await app.beginInbox(emailAddress);
};

/** The settings of servers on this machine, for the account that {@link startWith} makes. */
export const on = (emailAddress: string, imap: number, smtp: number): Mailbox => {
  const server = { host: '127.0.0.1', security: 'tls' as const, username: emailAddress };
  return {
    emailAddress,
    imap: { ...server, port: imap, password: PASSWORD },
    smtp: { ...server, port: smtp, password: PASSWORD },
  };
};

/** A mail server of one's own, with a certificate of one's own. */
export const startWith = (address: string, certificates: KeyPair, ports: Partial<Ports> = {}) =>
  startMailServer({ accounts: [{ address, password: PASSWORD }], certificates, ports });

/** Tests pressed so far. */
export const countTests = ({ page }: Letterbox): (() => number) => {
  let count = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/connection-tests')) count += 1;
  });
  return () => count;
};
