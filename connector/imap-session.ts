import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { ImapFlow } from 'imapflow';
import type { StageFacts } from '../contract/connection-test.ts';
import type { ServerToTest } from '../contract/connector.ts';
import { boundedList } from './bounded-list.ts';
import { limitBytes, SESSION_BYTES } from './byte-budget.ts';
import { classifyImap, classifyMailbox, type ImapError } from './classify-imap.ts';
import { scrubReply } from './scrub-reply.ts';
import { acceptPeer, handshakeFailure, type Secured } from './secure.ts';
import { StageFailure } from './stage-failure.ts';
import { collectUntaggedCodes } from './untagged-codes.ts';

const MAX_LINE_BYTES = 16_384;
const MAX_LITERAL_BYTES = 16_384;
const MAX_RESPONSE_BYTES = 32_768;
const MAX_RESPONSE_TOKENS = 5_000;
/**
 * Longer than any stage. Half of it is how long imapflow holds back the news that Exchange Online asks
 * to be left alone for minutes, which must come within the stage.
 */
const SOCKET_TIMEOUT_MS = 12_000;
/** RFC 2971: what we say of ourselves, and nothing of the library. */
const CLIENT_INFO = { name: 'Letterbox', version: '', vendor: '', 'support-url': '' };

export type ImapSession = {
  /** imapflow itself, for what is done once the login is accepted. */
  client: ImapFlow;
  /** STARTTLS is done and the certificate accepted; gives the description of both. */
  secured: Promise<Secured>;
  /** The server has accepted the login; gives what it says it can do. */
  authenticated: Promise<StageFacts>;
  /** The answer on INBOX, which is asked for as soon as the login is known; throws where there is none. */
  findInbox(): Promise<void>;
  /** Says LOGOUT and closes the connection at the latest after `lingerMs`, whether it is answered or not. */
  part(lingerMs: number): void;
};

/** Counts what a socket is fed and calls `exceeded` once it is too much. */
export type LimitBytes = (socket: Socket, exceeded: () => void) => void;

const fewBytes: LimitBytes = (socket, exceeded) => limitBytes(socket, SESSION_BYTES, exceeded);

type Connection = {
  /** Connected, of TLS where it starts with that, and with the greeting still to be read. */
  socket: Socket;
  address: string;
  server: ServerToTest;
  startTls: (socket: Socket) => TLSSocket;
  /** Counts what the server sends; once it is too much, `tooMuch` is called. Few bytes by default. */
  limit?: LimitBytes;
  /** How long the server may be silent once the login is accepted; a few seconds by default. */
  quietMs?: number;
  /** Whether more than a login comes of it: some servers open no mailbox for whoever says no ID. */
  introduces?: boolean;
  tooMuch: () => void;
};

/** Lets imapflow run the session over a socket of ours: it never dials, resolves or trusts anything. */
export const startImapSession = (connection: Connection): ImapSession => {
  const { server } = connection;
  const secured = Promise.withResolvers<Secured>();
  const authenticated = Promise.withResolvers<StageFacts>();
  const untaggedCodes = new Set<string>();
  let carrier = connection.socket;
  const startTls = (plain: Socket): TLSSocket => {
    const tls = connection.startTls(plain);
    carrier = tls;
    return tls;
  };
  const client = createClient({ ...connection, startTls }, untaggedCodes, secured.resolve);
  if (!connection.introduces) withoutIntroduction(client);
  const refusals: Refusal[] = [];
  let inbox: Promise<unknown> | undefined;
  let lost: unknown;
  const signedIn = () => {
    if (inbox) return;
    refusals.length = 0;
    inbox = client.status('INBOX', { messages: true });
    inbox.catch(() => {});
    if (connection.quietMs !== undefined) carrier.setTimeout(connection.quietMs);
    authenticated.resolve(capabilitiesOf(client, server));
  };
  const fail = (error: unknown) => {
    const failure = sessionFailure(error, client, server, untaggedCodes);
    lost ??= failure;
    secured.reject(failure);
    authenticated.reject(failure);
  };
  for (const promise of [secured.promise, authenticated.promise]) promise.catch(() => {});

  client.on('error', fail);
  client.on('response', (answer: Refusal) => {
    if (answer.response !== 'OK') refusals.push(answer);
    // imapflow asks for ID and NAMESPACE before it calls itself connected. STATUS, asked for as
    // soon as the login is known, goes out ahead of them: that saves up to two round trips.
    soon(() => Boolean(client.authenticated), signedIn);
  });
  client.connect().then(signedIn, fail);

  return {
    client,
    secured: secured.promise,
    authenticated: authenticated.promise,
    findInbox: async () => {
      // false: refused although the mailbox may well exist, or the connection is gone; imapflow
      // drops `authenticated` with the connection.
      const reply = () => replyOf(refusals.at(-1)?.text, server);
      const status = await inbox?.catch((error: ImapError) => {
        throw new StageFailure(classifyMailbox(error, refusals), undefined, reply());
      });
      if (status) return;
      if (!client.authenticated) throw lost ?? new StageFailure('connection-closed');
      throw new StageFailure(classifyMailbox({}, refusals), undefined, reply());
    },
    part: (lingerMs) => {
      client.logout().catch(() => {});
      setTimeout(() => client.close(), lingerMs).unref();
    },
  };
};

/** An answer other than OK, as imapflow tells of it. */
type Refusal = { response: string; code?: string; text?: string };

const capabilitiesOf = (client: ImapFlow, server: ServerToTest): StageFacts => ({
  capabilities: boundedList([...client.capabilities.keys()], server),
});

const replyOf = (text: unknown, server: ServerToTest): StageFacts => {
  const reply = scrubReply(text, server);
  return reply === undefined ? {} : { reply };
};

/**
 * Keeps imapflow from asking for ID (RFC 2971) before the login, which takes a round trip and tells us
 * nothing. Coremail's servers (163.com, 126.com) open no mailbox for whoever has not introduced himself.
 */
const withoutIntroduction = (client: ImapFlow): void => {
  let known = client.capabilities;
  Object.defineProperty(client, 'capabilities', {
    get: () => known,
    set: (next: ImapFlow['capabilities']) => {
      known = next;
      if (!next.has('X-CM-EXT-1')) next.delete('ID');
    },
  });
};

/** Calls `act` in the microtask in which the condition has become true, if it does within this turn. */
const soon = (condition: () => boolean, act: () => void, microtasks = 50): void => {
  if (condition()) act();
  else if (microtasks > 0) queueMicrotask(() => soon(condition, act, microtasks - 1));
};

const createClient = (
  connection: Connection,
  untaggedCodes: Set<string>,
  onSecured: (secured: Secured) => void,
): ImapFlow => {
  const { socket, address, server, startTls, tooMuch, limit = fewBytes } = connection;
  // What is queued already would still be parsed, for as long as that takes.
  // Not at once: a line that is too long at the same time has an error to tell, and needs its listener.
  const cutOff = () =>
    setImmediate(() => {
      tooMuch();
      client.close();
    });
  const client: ImapFlow = new ImapFlow({
    host: address,
    port: server.port,
    secure: server.security === 'tls',
    doSTARTTLS: server.security === 'starttls',
    auth: {
      user: server.username,
      ...secretOf(server),
      // Read when the capabilities are known.
      get loginMethod() {
        return loginMethod(client, server);
      },
    },
    transport: {
      connect: (_options, onConnect) => {
        setImmediate(() => {
          onConnect();
          limit(socket, cutOff);
          collectUntaggedCodes(socket, untaggedCodes);
        });
        return socket;
      },
      upgrade: (_plain, _options, onSecure) => {
        // Bytes of the handshake are not the session's; the counter must not touch the plain socket.
        socket.removeAllListeners('data');
        const tls = startTls(socket);
        tls.once('secureConnect', () => {
          try {
            const secured = acceptPeer(tls, server.trustedCertificate);
            onSecure();
            limit(tls, cutOff);
            collectUntaggedCodes(tls, untaggedCodes);
            onSecured(secured);
          } catch (error) {
            tls.destroy(error as Error);
          }
        });
        return tls;
      },
    },
    clientInfo: CLIENT_INFO,
    socketTimeout: SOCKET_TIMEOUT_MS,
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

const secretOf = ({ password = '', accessToken }: ServerToTest) =>
  accessToken === undefined ? { pass: password } : { accessToken };

// LOGIN takes one round trip where imapflow's AUTHENTICATE takes two. It can't be used where it is
// disabled (RFC 9051 §6.2.3), and only SASL says how other alphabets are encoded (RFC 4616).
const prefersLogin = (client: ImapFlow, { username, password }: ServerToTest): boolean =>
  password !== undefined &&
  !client.capabilities.has('LOGINDISABLED') &&
  /^[\x20-\x7e]*$/.test(username + password);

// Left to itself, imapflow takes LOGIN for every username with a slash or a backslash, disabled or not.
const loginMethod = (client: ImapFlow, server: ServerToTest): string | undefined => {
  if (prefersLogin(client, server)) return 'LOGIN';
  return ['AUTH=PLAIN', 'AUTH=LOGIN'].find((each) => client.capabilities.has(each));
};

const sessionFailure = (
  error: unknown,
  client: ImapFlow,
  server: ServerToTest,
  untaggedCodes: ReadonlySet<string>,
): unknown => {
  if (error instanceof StageFailure) return error;
  const fields = error as ImapError;
  if (fields.tlsFailed && String(fields.code).startsWith('ERR_SSL')) return handshakeFailure(error);
  const capabilities = new Set([...client.capabilities.keys()].map((each) => each.toUpperCase()));
  const { security, accessToken } = server;
  const withToken = accessToken !== undefined;
  const situation = { security, capabilities, untaggedCodes, withToken };
  return new StageFailure(classifyImap(fields, situation), undefined, {
    ...capabilitiesOf(client, server),
    ...replyOf((error as { response?: unknown }).response, server),
  });
};
