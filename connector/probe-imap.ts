import type { Socket } from 'node:net';
import type { Security } from '../contract/mail-server.ts';
import { readAnswer } from './read-answer.ts';
import { StageFailure } from './stage-failure.ts';

/** One command and its whole answer, up to the line with its tag (RFC 9051 §2.2). */
const ask = async (socket: Socket, tag: string, command: string): Promise<string> => {
  socket.write(`${tag} ${command}\r\n`);
  const tagged = new RegExp(`(?:^|\\n)${tag} [^\\n]*\\n`);
  const answer = await readAnswer(socket, (received) => {
    const found = tagged.exec(received.toString('latin1'));
    return found === null ? null : found.index + found[0].length;
  });
  return answer.toString('latin1');
};

const isOk = (answer: string, tag: string): boolean =>
  new RegExp(`(?:^|\\n)${tag} OK`, 'i').test(answer);

const offersPassword = (answer: string): boolean => {
  const capabilities =
    /^\* CAPABILITY ([^\r\n]*)/im.exec(answer)?.[1]?.toUpperCase().split(' ') ?? [];
  const has = (name: string) => capabilities.includes(name);
  return has('AUTH=PLAIN') || has('AUTH=LOGIN') || !has('LOGINDISABLED');
};

/** Goes on from a greeting that was read, as far as the capabilities of a secured connection. */
export const probeImap = async (
  socket: Socket,
  security: Security,
  upgrade: (socket: Socket) => Promise<Socket>,
): Promise<void> => {
  let secured = socket;
  if (security === 'starttls') {
    if (!isOk(await ask(socket, 'A1', 'STARTTLS'), 'A1')) {
      throw new StageFailure('starttls-not-offered');
    }
    if (socket.readableLength > 0) throw new StageFailure('starttls-injection');
    secured = await upgrade(socket);
  }
  const answer = await ask(secured, 'A2', 'CAPABILITY');
  if (!isOk(answer, 'A2') || !offersPassword(answer)) {
    throw new StageFailure('authentication-not-offered');
  }
};
