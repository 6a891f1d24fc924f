import { createServer, type Server } from 'node:net';
import { createSecureContext } from 'node:tls';
import { serve } from './imap/serve.ts';
import { type Closable, type Listener, listen } from './listener.ts';
import { createSmtpServer } from './smtp.ts';
import { type AccountSettings, MailStore } from './store.ts';

export const PORT_NAMES = ['imap', 'imaps', 'smtp', 'submissions'] as const;
export type PortName = (typeof PORT_NAMES)[number];
export type Ports = Record<PortName, number>;

export interface MailServerSettings {
  accounts: readonly AccountSettings[];
  /** PEM. */
  certificates: { key: string; cert: string };
  /** A port that is not named, or 0, is any free one. */
  ports?: Partial<Ports>;
  host?: string;
  /** Refuses logins before TLS; without it a connection in the clear can be tried out, too. */
  requireTls?: boolean;
}

export interface MailServer {
  ports: Ports;
  store: MailStore;
  /** Stops listening and cuts every open connection. */
  stop(): Promise<void>;
}

/** Starts IMAP and SMTP, each with STARTTLS on one port and TLS from the first byte on another. */
export async function startMailServer({
  accounts,
  certificates,
  ports = {},
  host = '127.0.0.1',
  requireTls = false,
}: MailServerSettings): Promise<MailServer> {
  const store = new MailStore(accounts);
  const secureContext = createSecureContext(certificates);
  const imap = (implicitTls: boolean) => {
    const server = createServer((socket) =>
      serve(socket, { store, secureContext, implicitTls, requireTls }),
    );
    return { server, owner: server };
  };
  const smtp = (implicitTls: boolean) => {
    const owner = createSmtpServer({ store, certificates, implicitTls, requireTls });
    return { server: owner.server, owner };
  };
  const servers: Record<PortName, { server: Server; owner: Closable }> = {
    imap: imap(false),
    imaps: imap(true),
    smtp: smtp(false),
    submissions: smtp(true),
  };

  const listeners: Listener[] = [];
  const stop = async () => {
    await Promise.all(listeners.map((listener) => listener.stop()));
  };
  const bound: Ports = { imap: 0, imaps: 0, smtp: 0, submissions: 0 };
  try {
    for (const name of PORT_NAMES) {
      const { server, owner } = servers[name];
      const listener = await listen(server, host, ports[name] ?? 0, owner);
      listeners.push(listener);
      bound[name] = listener.port;
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { ports: bound, store, stop };
}
