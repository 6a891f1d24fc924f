import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createSecureContext, type SecureContextOptions, TLSSocket } from 'node:tls';

/** One connection to a scripted server: steps act on it in turn. */
export type Conversation = {
  socket: Socket;
  /** The tag of the last IMAP command heard; `{tag}` stands for it in what is said. */
  tag: string;
  /** Gives the next line without its end; rejects when the client closes. */
  line(): Promise<string>;
  replaceSocket(socket: Socket): void;
};

/** Something a server does. Steps are made by {@link say}, {@link hear} and the others below. */
export type Step = (conversation: Conversation) => unknown;

export type ScriptedServer = {
  port: number;
  /** All that clients have sent, in the order of arrival; after TLS in the clear. */
  heard: string[];
  /** The same by connection: what two of them send at a time is not mixed. */
  heardByConnection(): string[];
  /** Connections made so far, and those still open. */
  connections(): number;
  open(): number;
  stop(): Promise<void>;
};

/** Plays the steps to every client that connects. The connection stays open after the last one. */
export const scriptedServer = async (
  steps: readonly Step[],
  { tls, host = '127.0.0.1' }: { tls?: SecureContextOptions; host?: string } = {},
): Promise<ScriptedServer> => {
  const sockets = new Set<Socket>();
  const heard: string[] = [];
  const talks: string[][] = [];
  let connections = 0;
  const server: Server = createServer({ noDelay: true }, async (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    const talk: string[] = [];
    talks.push(talk);
    const conversation = converse(socket, (text) => {
      heard.push(text);
      talk.push(text);
    });
    // The client leaving in the middle is a way for a script to end.
    try {
      for (const step of tls ? [upgrade(tls), ...steps] : steps) await step(conversation);
    } catch {}
  });
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    heard,
    heardByConnection: () => talks.map((talk) => talk.join('')),
    connections: () => connections,
    open: () => sockets.size,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const converse = (first: Socket, hears: (text: string) => void): Conversation => {
  let buffered = '';
  let wake = () => {};
  let ended = false;
  const listen = (socket: Socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      hears(chunk.toString('latin1'));
      buffered += chunk.toString('latin1');
      wake();
    });
    socket.on('close', () => {
      ended = socket === conversation.socket;
      wake();
    });
  };
  const conversation: Conversation = {
    socket: first,
    tag: '*',
    line: async () => {
      for (;;) {
        const end = buffered.indexOf('\n');
        if (end >= 0) {
          const line = buffered.slice(0, end).replace(/\r$/, '');
          buffered = buffered.slice(end + 1);
          return line;
        }
        if (ended) throw new Error('The client has gone.');
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    replaceSocket: (socket) => {
      conversation.socket.removeAllListeners('data');
      conversation.socket = socket;
      buffered = '';
      listen(socket);
    },
  };
  listen(first);
  return conversation;
};

/** Sends text; `{tag}` becomes the last command's tag. A line end is the script's own business. */
export const say =
  (text: string | Buffer): Step =>
  ({ socket, tag }) =>
    socket.write(typeof text === 'string' ? text.replaceAll('{tag}', tag) : text);

/** Waits for a line that matches, past others. */
export const hear =
  (pattern: RegExp): Step =>
  async (conversation) => {
    for (;;) {
      const line = await conversation.line();
      conversation.tag = /^\S+/.exec(line)?.[0] ?? '*';
      if (pattern.test(line)) return;
    }
  };

/** Answers every line by the first pattern that matches, until one's steps are `done`. Others get no answer. */
export const answer =
  (table: readonly (readonly [RegExp, string | readonly Step[]])[]): Step =>
  async (conversation) => {
    for (;;) {
      const line = await conversation.line();
      conversation.tag = /^\S+/.exec(line)?.[0] ?? '*';
      const found = table.find(([pattern]) => pattern.test(line))?.[1] ?? [];
      for (const step of typeof found === 'string' ? [say(found)] : found) await step(conversation);
    }
  };

/** Ends the connection in good order. */
export const close =
  (): Step =>
  ({ socket }) =>
    socket.end();

/** Resets the connection. */
export const reset =
  (): Step =>
  ({ socket }) =>
    socket.resetAndDestroy();

/** Says and does nothing more. */
export const silence = (): Step => () => new Promise(() => {});

/** Sends one character after the other, for as long as anybody listens. */
export const drip =
  (text: string, everyMs: number): Step =>
  async ({ socket }) => {
    for (let index = 0; !socket.destroyed; index += 1) {
      socket.write(text[index % text.length] ?? '');
      await delay(everyMs);
    }
  };

/** Waits before the next step. */
export const pause =
  (ms: number): Step =>
  () =>
    delay(ms);

/** Sends the same text every so often, for as long as anybody listens. */
export const repeat =
  (text: string, everyMs: number): Step =>
  async ({ socket, tag }) => {
    while (!socket.destroyed) {
      socket.write(text.replaceAll('{tag}', tag));
      await delay(everyMs);
    }
  };

/** Sends the same again and again, up to `bytes` or until nobody listens. */
export const flood =
  (text: string, bytes: number): Step =>
  async ({ socket }) => {
    const chunk = text.repeat(Math.ceil(8_192 / text.length));
    for (let sent = 0; sent < bytes && !socket.destroyed; sent += chunk.length) {
      if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    }
  };

/** Speaks TLS from here on, as the server. */
export const upgrade =
  (options: SecureContextOptions): Step =>
  async (conversation) => {
    const raw = conversation.socket;
    raw.removeAllListeners('data');
    const secured = new TLSSocket(raw, {
      isServer: true,
      secureContext: createSecureContext(options),
    });
    conversation.replaceSocket(secured);
    await once(secured, 'secure');
  };
