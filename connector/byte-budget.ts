import type { Socket } from 'node:net';

/** Several times what a login takes, and little enough to give each of a thousand tests. */
export const SESSION_BYTES = 32_768;

/**
 * Counts what a library is fed and calls `exceeded` once it is more than `limit` bytes. The
 * libraries bound a line and a literal, but not how many of them there are. To be set when the
 * library has begun to read: it must not start the flow.
 */
export const limitBytes = (socket: Socket, limit: number, exceeded: () => void): void => {
  let received = 0;
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > limit) exceeded();
  });
};
