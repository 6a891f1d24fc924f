// Servers that mean harm, in a process of their own. Tells the bench their ports, one a kind.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

const DRIP_MS = 1000;
const CHUNK_BYTES = 16_384;

/** What goes wrong with a server. */
export const kinds = ['drip', 'endless', 'silent'] as const;
export type Kind = (typeof kinds)[number];
export type HostilePorts = Record<'imap' | 'smtp', Record<Kind, number>>;

const GREETINGS = { imap: '* OK ready\r\n', smtp: '220 mail.example.com ESMTP\r\n' };

const drip = (socket: Socket, text: string) => {
  let at = 0;
  const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ''), DRIP_MS);
  socket.on('close', () => clearInterval(timer));
};

/** Sends as fast as it is read, for ever. */
const pour = (socket: Socket, text: string) => {
  const chunk = text.repeat(Math.ceil(CHUNK_BYTES / text.length));
  const go = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', go);
  go();
};

let poured = 0;

const ACTS: Record<Kind, (socket: Socket, protocol: 'imap' | 'smtp') => void> = {
  silent: () => {},
  // A greeting without an end: it is no silence, and never becomes a line.
  drip: (socket, protocol) => drip(socket, protocol === 'imap' ? '* OK hello ' : '220-hello '),
  // One line without an end, or lines without an end: every other connection.
  endless: (socket, protocol) => {
    poured += 1;
    socket.write(GREETINGS[protocol]);
    const lines = protocol === 'imap' ? '* 1 EXISTS\r\n' : '250-HELLO\r\n';
    pour(socket, poured % 2 === 0 ? lines : 'x');
  },
};

const serve = async (protocol: 'imap' | 'smtp', kind: Kind): Promise<number> => {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {}).resume();
    ACTS[kind](socket, protocol);
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const serveAll = async (protocol: 'imap' | 'smtp') => {
  const ports = kinds.map(async (kind) => [kind, await serve(protocol, kind)] as const);
  return Object.fromEntries(await Promise.all(ports)) as Record<Kind, number>;
};

if (process.send) {
  process.on('disconnect', () => process.exit());
  process.send({
    imap: await serveAll('imap'),
    smtp: await serveAll('smtp'),
  } satisfies HostilePorts);
}
