import type { Socket } from 'node:net';
import type { Protocol } from '../contract/mail-server.ts';
import { judgeFirstBytes } from './judge-first-bytes.ts';
import { readAnswer } from './read-answer.ts';
import { replyLength } from './smtp-reply.ts';
import { StageFailure } from './stage-failure.ts';

/**
 * Reads the server's greeting, and judges it by its very first bytes where they suffice. The bytes
 * are handed back for the library, which expects to read a greeting itself.
 */
export const readGreeting = async (socket: Socket, protocol: Protocol): Promise<Buffer> => {
  const greeting = await readAnswer(socket, (received) => {
    const speaker = judgeFirstBytes(received);
    if (speaker === 'unknown') return null;
    if (speaker === 'tls') throw new StageFailure('plain-to-tls-port');
    if (speaker !== protocol) throw new StageFailure('not-a-mail-server');
    return protocol === 'imap' ? lineLength(received) : replyLength(received);
  });
  if (isRefusal(greeting, protocol)) throw new StageFailure('server-unavailable');
  return greeting;
};

/** RFC 9051 §7.1.4: the server takes us for signed in already, whoever we may be. */
export const isPreauth = (greeting: Buffer): boolean =>
  /^\* PREAUTH/i.test(greeting.toString('latin1'));

// RFC 9051 §7.1.5 (BYE); RFC 5321 §3.1 (554) and §4.2.3 (421): anything but 220 is a refusal.
const isRefusal = (greeting: Buffer, protocol: Protocol): boolean =>
  (protocol === 'imap' ? /^\* BYE/i : /^(?!220)/).test(greeting.toString('latin1'));

const lineLength = (received: Buffer): number | null => received.indexOf('\n') + 1 || null;
