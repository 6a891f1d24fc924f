import type { Socket } from 'node:net';
import type { Security } from '../contract/mail-server.ts';
import { classifyOffer } from './classify-smtp.ts';
import { parseEhlo } from './parse-ehlo.ts';
import { readReply } from './smtp-reply.ts';
import { askForTls } from './smtp-starttls.ts';
import { StageFailure } from './stage-failure.ts';

// RFC 5321 §4.1.4: an address literal, for a client that has no name to give.
const EHLO_NAME = '[127.0.0.1]';
const NOBODY = { username: '' };

/** Goes on from a greeting that was read, as far as what a secured connection offers for signing in. */
export const probeSmtp = async (
  socket: Socket,
  security: Security,
  upgrade: (socket: Socket) => Promise<Socket>,
): Promise<void> => {
  let secured = socket;
  if (security === 'starttls') {
    await askForTls(socket, EHLO_NAME, NOBODY);
    secured = await upgrade(socket);
  }
  secured.write(`EHLO ${EHLO_NAME}\r\n`);
  const reply = await readReply(secured);
  if (reply.code !== 250) throw new StageFailure('protocol-error');
  const objection = classifyOffer(parseEhlo(reply.text), security !== 'none');
  if (objection) throw new StageFailure(objection);
};
