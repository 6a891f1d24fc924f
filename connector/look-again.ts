import { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import type { AddressGuard } from './address-guard.ts';
import { dial } from './dial.ts';
import { judgeFirstBytes, type Speaker } from './judge-first-bytes.ts';
import { linkedController } from './linked-controller.ts';
import { readAnswer } from './read-answer.ts';

const DONE = new Error('It was looked at.');

type Looking = { guard: AddressGuard; signal: AbortSignal; limitMs: number };

/**
 * Opens a second connection to an address already vetted and reached, says a TLS ClientHello and
 * no more, and tells by the first bytes who answers. `unknown` when nobody does within `limitMs`.
 */
export const lookAgain = async (
  { address, port }: { address: string; port: number },
  { guard, signal, limitMs }: Looking,
): Promise<Speaker> => {
  const done = linkedController(signal);
  const look = async (): Promise<Speaker> => {
    const { socket } = await dial([address], port, { guard, signal: done.signal });
    socket.write(await clientHello());
    let speaker: Speaker = 'unknown';
    await readAnswer(socket, (received) => {
      speaker = judgeFirstBytes(received);
      return speaker === 'unknown' ? null : received.length;
    });
    return speaker;
  };
  try {
    return await Promise.race([
      look().catch(() => 'unknown' as const),
      delay(limitMs, 'unknown' as const, { ref: false }),
    ]);
  } finally {
    done.unlink();
    done.abort(DONE);
  }
};

/**
 * The bytes with which Node would begin a handshake; the connection they are for is never made, so they
 * may be the same each time. Without a name: a server that insists on one still answers in TLS.
 */
const makeClientHello = (): Promise<Buffer> =>
  new Promise((resolve) => {
    const sink = new Duplex({
      read() {},
      write(hello: Buffer, _encoding, done) {
        resolve(Buffer.from(hello));
        done();
      },
    });
    connectTls({ socket: sink }).on('error', () => {});
  });

let known: Promise<Buffer> | undefined;
const clientHello = (): Promise<Buffer> => {
  known ??= makeClientHello();
  return known;
};
