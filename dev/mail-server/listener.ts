import type { AddressInfo, Server, Socket } from 'node:net';

/** A listening server whose open connections can be cut. */
export interface Listener {
  port: number;
  /** Stops listening and destroys every open connection at once. */
  stop(): Promise<void>;
}

/** What wraps a `net.Server` and has its own way of closing it. */
export interface Closable {
  close(done: () => void): void;
}

/**
 * Listens, and remembers the connections. Rejects when the port is taken. `owner` is closed first,
 * so that it can end its own TLS handshakes: Node 24 crashes when the socket below one is destroyed.
 */
export function listen(
  server: Server,
  host: string,
  port: number,
  owner: Closable = server,
): Promise<Listener> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      owner.close(resolve);
      for (const socket of sockets) socket.destroy();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // A connection that could not be accepted is no reason to stop accepting.
      server.on('error', () => {});
      resolve({ port: (server.address() as AddressInfo).port, stop });
    });
  });
}
