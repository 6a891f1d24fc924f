import { join } from 'node:path';
import type { Inbox } from '../contract/inbox.ts';
import { ensureCertificates } from '../dev/certificates.ts';
import { type MailServer, type Ports, startMailServer } from '../dev/mail-server/mail-server.ts';
import type { Letterbox } from './letterbox.ts';
import { standFolder } from './stand.ts';

const PASSWORD = 'as it was when the inbox was connected';
const OTHER = 'as it is since then';

const start = async (addresses: readonly string[], changed: readonly string[], ports?: Ports) => {
  const { server: certificates } = await ensureCertificates(join(standFolder(), 'certificates'));
  return startMailServer({
    accounts: addresses.map((address) => ({
      address,
      password: changed.includes(address) ? OTHER : PASSWORD,
    })),
    certificates,
    ...(ports && { ports }),
  });
};

/** A mail server of a journey's own, that can go away, come back, and know other passwords then. */
export const failingServer = async (addresses: readonly string[]) => {
  let running: MailServer | null = await start(addresses, []);
  const { ports } = running;
  const stop = async () => {
    await running?.stop();
    running = null;
  };
  return {
    stop,
    /** At the same ports; the passwords of `changed` are no longer those that are stored. */
    async restart(changed: readonly string[] = []) {
      await stop();
      running = await start(addresses, changed, ports);
    },
    /** Connects an inbox to its account, as an admin would. */
    async connect(app: Letterbox, inboxes: string, { id, emailAddress, version }: Inbox) {
      const server = { host: '127.0.0.1', security: 'tls', username: emailAddress };
      const body = {
        imap: { ...server, port: ports.imaps, password: PASSWORD },
        smtp: { ...server, port: ports.submissions, sameCredentials: true },
      };
      const etag = { 'if-match': `"${version}"` };
      return app.call<Inbox>('PUT', `${inboxes}/${id}/connection`, body, etag);
    },
  };
};

/** Checks an inbox, past the pages. */
export const check = (app: Letterbox, inboxes: string, { id }: Pick<Inbox, 'id'>) =>
  app.call('POST', `${inboxes}/${id}/checks`);
