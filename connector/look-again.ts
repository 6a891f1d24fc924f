import { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import type { AddressGuard } from './address-guard.ts';
import { dial } from './dial.ts';
import { judgeFirstBytes, type Speaker } from './judge-first-bytes.ts';
import { readAnswer } from './read-answer.ts';

type Looking = { guard: AddressGuard; signal: AbortSignal; limitMs: number };

/**
 * Opens a second connection to an address already vetted and reached, says a TLS ClientHello and
 * no more, and tells by the first bytes who answers. `unknown` when nobody does within `limitMs`.
 */
export const lookAgain = async (
  { address, port, host }: { address: string; port: number; host: string },
  { guard, signal, limitMs }: Looking,
): Promise<Speaker> => {
  const done = new AbortController();
  const until = AbortSignal.any([signal, done.signal]);
  const look = async (): Promise<Speaker> => {
    const { socket } = await dial([address], port, { guard, signal: until });
    socket.write(await clientHello(host));
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
    done.abort();
  }
};

/** The bytes with which Node would begin a handshake; the connection they are for is never made. */
const clientHello = (host: string): Promise<Buffer> =>
  new Promise((resolve) => {
    const sink = new Duplex({
      read() {},
      write(hello: Buffer, _encoding, done) {
        resolve(hello);
        done();
      },
    });
    connectTls({ socket: sink, ...(/[a-z]/.test(host) && { servername: host }) }).on(
      'error',
      () => {},
    );
  });
