import type { Socket } from 'node:net';
import { readAnswer } from './read-answer.ts';
import { StageFailure } from './stage-failure.ts';

/** A reply without its prose (RFC 5321 §4.2): what we judge by is the code and RFC 3463's enhanced code. */
export type SmtpReply = { code: number; enhanced: string | undefined; text: string };

const LAST_LINE = /^\d{3}(?: .*)?$/;
const NEXT_LINE = /^\d{3}-/;

/** How many bytes the first whole reply takes; `null` while more is to come. Throws on what is no reply. */
export const replyLength = (received: Buffer): number | null => {
  for (let start = 0; ; ) {
    const end = received.indexOf('\n', start);
    if (end < 0) return null;
    const line = received.toString('latin1', start, end).replace(/\r$/, '');
    if (LAST_LINE.test(line)) return end + 1;
    if (!NEXT_LINE.test(line)) throw new StageFailure('protocol-error');
    start = end + 1;
  }
};

/** The codes of a reply, from its text as a server or nodemailer gives it. */
export const parseReply = (text: string): SmtpReply => ({
  code: Number(/^\d{3}/.exec(text)?.[0] ?? 0),
  enhanced: /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1],
  text,
});

/** Reads one whole reply. What follows it stays in the socket. */
export const readReply = async (socket: Socket): Promise<SmtpReply> =>
  parseReply((await readAnswer(socket, replyLength)).toString('latin1'));
