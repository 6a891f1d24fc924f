import type { Socket } from 'node:net';
import { classifyStarttlsReply } from './classify-smtp.ts';
import { parseEhlo } from './parse-ehlo.ts';
import { scrub } from './scrub.ts';
import type { Login } from './secret-traces.ts';
import { smtpOffer } from './smtp-offer.ts';
import { readReply } from './smtp-reply.ts';
import { StageFailure } from './stage-failure.ts';

/**
 * Asks for STARTTLS (RFC 3207), up to the moment at which the handshake is to begin. What the
 * server has offered so far is forgotten: nodemailer says EHLO again over TLS (§4.2).
 */
export const askForTls = async (socket: Socket, ehloName: string, login: Login): Promise<void> => {
  socket.write(`EHLO ${ehloName}\r\n`);
  const ehlo = await readReply(socket);
  if (ehlo.code === 421) throw new StageFailure('server-unavailable');
  // A server without EHLO has no extensions, so no STARTTLS either.
  const offered = parseEhlo(ehlo.code === 250 ? ehlo.text : '');
  if (!offered.has('STARTTLS')) {
    throw new StageFailure('starttls-not-offered', undefined, smtpOffer(offered, login));
  }
  socket.write('STARTTLS\r\n');
  const answer = await readReply(socket);
  if (answer.code !== 220) {
    const reply = scrub(answer.text);
    throw new StageFailure(classifyStarttlsReply(answer), undefined, { reply });
  }
  // RFC 3207 §6: plaintext sent along with the answer would be taken for the server's word over TLS.
  if (socket.readableLength > 0) throw new StageFailure('starttls-injection');
};
