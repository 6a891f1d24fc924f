import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createSecureContext, createServer, type Server, type TLSSocket } from 'node:tls';

/** What a web server does with one request: writes to the socket what it likes. */
export type Handler = (socket: TLSSocket, request: { host: string; path: string }) => unknown;

export type WebHost = {
  port: number;
  /** The raw text of every request, and every name asked for in a handshake. */
  requests: string[];
  names: string[];
  connections(): number;
  open(): number;
  stop(): Promise<void>;
};

/** Hosts that speak HTTPS on one loopback port, told apart by the name in the request. */
export const webHost = async (
  certificate: { cert: string; key: string },
  handlers: Record<string, Handler>,
): Promise<WebHost> => {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const names: string[] = [];
  let connections = 0;
  const server: Server = createServer({
    SNICallback: (name, done) => {
      names.push(name);
      done(null, createSecureContext(certificate));
    },
    ...certificate,
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  server.on('secureConnection', (socket) => {
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!text.includes('\r\n\r\n')) return;
      requests.push(text);
      const path = /^GET (\S+)/.exec(text)?.[1] ?? '';
      const host = /^host: (\S+)/im.exec(text)?.[1] ?? '';
      text = '';
      (handlers[host + path] ?? handlers[host] ?? status(404))(socket, { host, path });
    });
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    requests,
    names,
    connections: () => connections,
    open: () => sockets.size,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export const status =
  (code: number): Handler =>
  (socket) =>
    socket.end(`HTTP/1.1 ${code} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);

export const document =
  (body: string, headers = ''): Handler =>
  (socket) =>
    socket.end(
      `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}connection: close\r\n\r\n${body}`,
    );

export const redirect =
  (location: string): Handler =>
  (socket) =>
    socket.end(
      `HTTP/1.1 302 x\r\nlocation: ${location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
    );

/** Never answers. */
export const silent = (): Handler => () => {};
