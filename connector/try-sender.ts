import type { Socket } from 'node:net';
import { asciiDomain, needsSmtpUtf8 } from './ascii-domain.ts';
import { judgeSender, type SenderVerdict } from './classify-smtp.ts';
import type { SmtpExtensions } from './parse-ehlo.ts';
import { type Login, scrubReply } from './scrub-reply.ts';
import { readReply, type SmtpReply } from './smtp-reply.ts';
import { StageFailure } from './stage-failure.ts';

/**
 * Tries MAIL and RCPT with the sender's own address, and never DATA: no message is sent. RCPT is
 * part of it as Postfix only reports a forbidden sender there. Gives what was found, in our words.
 */
export const trySender = async (
  socket: Socket,
  { sender, ...login }: Login & { sender: string },
  extensions: SmtpExtensions,
): Promise<string> => {
  const mailbox = asciiDomain(sender);
  const international = needsSmtpUtf8(mailbox);
  // RFC 6531 §3.1: without SMTPUTF8 this server can't send from such an address.
  if (international && !extensions.has('SMTPUTF8'))
    throw new StageFailure('sender-address-unsupported');
  const mail = `MAIL FROM:<${mailbox}>${international ? ' SMTPUTF8' : ''}\r\n`;
  const recipient = `RCPT TO:<${mailbox}>\r\n`;
  const pipelining = extensions.has('PIPELINING');

  socket.write(pipelining ? mail + recipient : mail);
  const answer = await readReply(socket);
  const verdict = judgeSender('MAIL', answer);
  if (verdict !== 'allowed') return settle(verdict, answer, login);
  if (!pipelining) socket.write(recipient);
  const second = await readReply(socket);
  return settle(judgeSender('RCPT', second), second, login);
};

const settle = (verdict: SenderVerdict, { text }: SmtpReply, login: Login): string => {
  if (verdict === 'refused') {
    const reply = scrubReply(text, login);
    throw new StageFailure('sender-refused', undefined, reply === undefined ? {} : { reply });
  }
  if (verdict === 'deferred') return 'the server put off its answer, which is no refusal';
  if (verdict === 'unknown-recipient')
    return 'may send, but the server has no mailbox of that address';
  return 'may send from the address';
};
