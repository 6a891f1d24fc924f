import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FailureCode } from '../contract/failure.ts';
import type { Protocol } from '../contract/mail-server.ts';
import { classifyBye } from './classify-imap.ts';
import { classifyGreeting } from './classify-smtp.ts';
import { classifySpeaker } from './classify-speaker.ts';
import { judgeFirstBytes } from './judge-first-bytes.ts';
import { readAnswer } from './read-answer.ts';
import { scrub } from './scrub.ts';
import { parseReply, readReply, replyLength } from './smtp-reply.ts';
import { StageFailure } from './stage-failure.ts';

const NOOP_TIMEOUT_MS = 1_000;

/**
 * Reads the server's greeting, and judges it by its very first bytes where they suffice. The bytes
 * are handed back for the library, which expects to read a greeting itself.
 */
export const readGreeting = async (socket: Socket, protocol: Protocol): Promise<Buffer> => {
  let found: FailureCode | undefined;
  const greeting = await readAnswer(socket, (received) => {
    const speaker = judgeFirstBytes(received);
    if (speaker === 'unknown') return null;
    found = classifySpeaker(speaker, protocol);
    if (found && speaker !== 'smtp') throw refusal(found, received);
    return speaker === 'imap' ? lineLength(received) : replyLength(received);
  });
  if (found) throw refusal((await isFtp(socket)) ? 'not-a-mail-server' : found, greeting);
  const text = greeting.toString('latin1');
  const code = protocol === 'imap' ? classifyBye(text) : classifyGreeting(parseReply(text));
  if (code) throw refusal(code, greeting);
  return greeting;
};

/** RFC 9051 §7.1.4: the server takes us for signed in already, whoever we may be. */
export const isPreauth = (greeting: Buffer): boolean =>
  /^\* PREAUTH/i.test(greeting.toString('latin1'));

// Nothing has been sent yet that could come back in it.
const refusal = (code: FailureCode, said: Buffer): StageFailure => {
  const reply = code === 'plain-to-tls-port' ? '' : scrub(said.toString('utf8'));
  return new StageFailure(code, undefined, reply === '' ? {} : { reply });
};

const lineLength = (received: Buffer): number | null => received.indexOf('\n') + 1 || null;

/**
 * FTP greets as SMTP does. NOOP tells them apart: SMTP answers it with 250 (RFC 5321 §4.1.1.9), FTP
 * with 200 or asks for a login (RFC 959 §5.4).
 */
const isFtp = async (socket: Socket): Promise<boolean> => {
  socket.write('NOOP\r\n');
  const answered = readReply(socket).then(
    ({ code }) => code,
    () => 0,
  );
  const code = await Promise.race([answered, delay(NOOP_TIMEOUT_MS, 0, { ref: false })]);
  return code === 200 || code === 500 || code === 530;
};
