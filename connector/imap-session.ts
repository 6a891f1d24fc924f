import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { ImapFlow } from 'imapflow';
import type { MailServer } from '../contract/mail-server.ts';
import { limitBytes, SESSION_BYTES } from './byte-budget.ts';
import { classifyImap, classifyMailbox, type ImapError } from './classify-imap.ts';
import { acceptPeer, handshakeFailure } from './secure.ts';
import { StageFailure } from './stage-failure.ts';

const MAX_LINE_BYTES = 65_536;
const MAX_LITERAL_BYTES = 65_536;
const MAX_RESPONSE_BYTES = 262_144;
const MAX_RESPONSE_TOKENS = 5_000;
/** RFC 2971: what we say of ourselves, and nothing of the library. */
const CLIENT_INFO = { name: 'Letterbox', version: '', vendor: '', 'support-url': '' };

export type ImapSession = {
  /** STARTTLS is done and the certificate accepted; gives the description of both. */
  secured: Promise<string>;
  /** The server has accepted the login. */
  authenticated: Promise<void>;
  /** The answer on INBOX, which is asked for as soon as the login is known; throws where there is none. */
  findInbox(): Promise<void>;
  /** Says LOGOUT and closes the connection at the latest after `lingerMs`, whether it is answered or not. */
  part(lingerMs: number): void;
};

type Connection = {
  /** Connected, of TLS where it starts with that, and with the greeting still to be read. */
  socket: Socket;
  address: string;
  server: MailServer;
  startTls: (socket: Socket) => TLSSocket;
  tooMuch: () => void;
};

/** Lets imapflow run the session over a socket of ours: it never dials, resolves or trusts anything. */
export const startImapSession = (connection: Connection): ImapSession => {
  const { server } = connection;
  const secured = Promise.withResolvers<string>();
  const authenticated = Promise.withResolvers<void>();
  const client = createClient(connection, secured.resolve);
  const refusals: { response: string; code?: string }[] = [];
  let inbox: Promise<unknown> | undefined;
  const signedIn = () => {
    if (inbox) return;
    refusals.length = 0;
    inbox = client.status('INBOX', { messages: true });
    inbox.catch(() => {});
    authenticated.resolve();
  };
  const fail = (error: unknown) => {
    const failure = sessionFailure(error, client, server);
    secured.reject(failure);
    authenticated.reject(failure);
  };
  for (const promise of [secured.promise, authenticated.promise]) promise.catch(() => {});

  client.on('error', fail);
  client.on('response', (answer: { response: string; code?: string }) => {
    if (answer.response !== 'OK') refusals.push(answer);
    // imapflow asks for ID and NAMESPACE before it calls itself connected. STATUS, asked for as
    // soon as the login is known, goes out ahead of them: that saves up to two round trips.
    soon(() => Boolean(client.authenticated), signedIn);
  });
  client.connect().then(signedIn, fail);

  return {
    secured: secured.promise,
    authenticated: authenticated.promise,
    findInbox: async () => {
      // false: refused although the mailbox may well exist, or the connection is gone; imapflow
      // drops `authenticated` with the connection.
      const status = await inbox?.catch((error: ImapError) => {
        throw new StageFailure(classifyMailbox(error, refusals));
      });
      if (status) return;
      throw new StageFailure(
        client.authenticated ? classifyMailbox({}, refusals) : 'connection-closed',
      );
    },
    part: (lingerMs) => {
      client.logout().catch(() => {});
      setTimeout(() => client.close(), lingerMs).unref();
    },
  };
};

/** Calls `act` in the microtask in which the condition has become true, if it does within this turn. */
const soon = (condition: () => boolean, act: () => void, microtasks = 50): void => {
  if (condition()) act();
  else if (microtasks > 0) queueMicrotask(() => soon(condition, act, microtasks - 1));
};

const createClient = (connection: Connection, onSecured: (detail: string) => void): ImapFlow => {
  const { socket, address, server, startTls, tooMuch } = connection;
  const client: ImapFlow = new ImapFlow({
    host: address,
    port: server.port,
    secure: server.security === 'tls',
    doSTARTTLS: server.security === 'starttls',
    auth: {
      user: server.username,
      pass: server.password,
      // Read when the capabilities are known.
      get loginMethod() {
        return prefersLogin(client, server) ? 'LOGIN' : undefined;
      },
    },
    transport: {
      connect: (_options, onConnect) => {
        setImmediate(() => {
          onConnect();
          limitBytes(socket, SESSION_BYTES, tooMuch);
        });
        return socket;
      },
      upgrade: (_plain, _options, onSecure) => {
        // Bytes of the handshake are not the session's; the counter must not touch the plain socket.
        socket.removeAllListeners('data');
        const tls = startTls(socket);
        tls.once('secureConnect', () => {
          try {
            const detail = acceptPeer(tls);
            onSecure();
            limitBytes(tls, SESSION_BYTES, tooMuch);
            onSecured(detail);
          } catch (error) {
            tls.destroy(error as Error);
          }
        });
        return tls;
      },
    },
    clientInfo: CLIENT_INFO,
    logger: false,
    disableAutoIdle: true,
    disableAutoEnable: true,
    disableCompression: true,
    maxLineLength: MAX_LINE_BYTES,
    maxLiteralSize: MAX_LITERAL_BYTES,
    maxResponseSize: MAX_RESPONSE_BYTES,
    maxResponseTokens: MAX_RESPONSE_TOKENS,
  });
  return client;
};

// LOGIN takes one round trip where imapflow's AUTHENTICATE takes two. It can't be used where it is
// disabled (RFC 9051 §6.2.3), and only SASL says how other alphabets are encoded (RFC 4616).
const prefersLogin = (client: ImapFlow, { username, password }: MailServer): boolean =>
  !client.capabilities.has('LOGINDISABLED') && /^[\x20-\x7e]*$/.test(username + password);

const sessionFailure = (error: unknown, client: ImapFlow, server: MailServer): unknown => {
  if (error instanceof StageFailure) return error;
  const fields = error as ImapError;
  if (fields.tlsFailed && String(fields.code).startsWith('ERR_SSL')) return handshakeFailure(error);
  const capabilities = new Set([...client.capabilities.keys()].map((each) => each.toUpperCase()));
  return new StageFailure(classifyImap(fields, { security: server.security, capabilities }));
};
