import type { Socket } from 'node:net';
import { classifySocket } from './classify-socket.ts';
import { StageFailure } from './stage-failure.ts';

/** Many times what any greeting or answer to EHLO has. */
const MAX_ANSWER_BYTES = 16_384;

/**
 * Reads from a paused socket until `lengthOf` says how many of the bytes are the answer, and puts
 * the rest back. `lengthOf` may throw to refuse what came; it is asked with every chunk. Throws
 * `connection-closed` when the server ends first and `response-too-large` beyond 16 KiB.
 */
export const readAnswer = (
  socket: Socket,
  lengthOf: (received: Buffer) => number | null,
): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const stop = () => {
      socket.off('data', take).off('end', close).off('close', close).off('error', fail);
      socket.pause();
    };
    const fail = (error: unknown) => {
      stop();
      const code = classifySocket((error as { code?: unknown }).code);
      reject(error instanceof StageFailure || !code ? error : new StageFailure(code));
    };
    const close = () => fail(new StageFailure('connection-closed'));
    const take = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      try {
        const length = lengthOf(received);
        if (length === null) {
          if (received.length > MAX_ANSWER_BYTES) throw new StageFailure('response-too-large');
          return;
        }
        stop();
        if (length < received.length) socket.unshift(received.subarray(length));
        resolve(received.subarray(0, length));
      } catch (error) {
        fail(error);
      }
    };
    if (socket.destroyed || socket.readableEnded) return close();
    socket.on('data', take).once('end', close).once('close', close).once('error', fail);
    socket.resume();
  });
