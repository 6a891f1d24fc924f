import type { Socket } from 'node:net';
import { domainToASCII } from 'node:url';
import { judgeSender, type SenderVerdict } from './classify-smtp.ts';
import type { SmtpExtensions } from './parse-ehlo.ts';
import { readReply } from './smtp-reply.ts';
import { StageFailure } from './stage-failure.ts';

/**
 * Tries MAIL and RCPT with the sender's own address, and never DATA: no message is sent. RCPT is
 * part of it as Postfix only reports a forbidden sender there. Gives what was found, in our words.
 */
export const trySender = async (
  socket: Socket,
  sender: string,
  extensions: SmtpExtensions,
): Promise<string> => {
  const mailbox = asciiDomain(sender);
  const international = /[^\x20-\x7e]/.test(mailbox);
  // RFC 6531 §3.1: without SMTPUTF8 this server can't send from such an address.
  if (international && !extensions.has('SMTPUTF8')) throw new StageFailure('sender-refused');
  const mail = `MAIL FROM:<${mailbox}>${international ? ' SMTPUTF8' : ''}\r\n`;
  const recipient = `RCPT TO:<${mailbox}>\r\n`;
  const pipelining = extensions.has('PIPELINING');

  socket.write(pipelining ? mail + recipient : mail);
  const verdict = judgeSender('MAIL', await readReply(socket));
  if (verdict !== 'allowed') return settle(verdict);
  if (!pipelining) socket.write(recipient);
  return settle(judgeSender('RCPT', await readReply(socket)));
};

const settle = (verdict: SenderVerdict): string => {
  if (verdict === 'refused') throw new StageFailure('sender-refused');
  if (verdict === 'deferred') return 'the server put off its answer, which is no refusal';
  if (verdict === 'unknown-recipient')
    return 'may send, but the server has no mailbox of that address';
  return 'may send from the address';
};

const asciiDomain = (address: string): string => {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`;
};
