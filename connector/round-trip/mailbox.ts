import type { ImapFlow } from 'imapflow';
import { SESSION_BYTES } from '../byte-budget.ts';
import type { LimitBytes } from '../imap-session.ts';
import { StageFailure } from '../stage-failure.ts';

/** Folders are looked through over and over: that takes far more answers than a login. */
const TRIP_BYTES = 2_097_152;

/** How much an answer may be. What is costly to parse is lines rather than bytes. */
export type Answer = { bytes: number; lines: number };
const USUAL: Answer = { bytes: SESSION_BYTES, lines: 1_000 };
/** Two thousand folders, each of which is told twice: as there, and as subscribed to. */
export const FOLDER_LIST: Answer = { bytes: 262_144, lines: 5_000 };

const LINE_FEED = 0x0a;
const linesOf = (chunk: Buffer): number => {
  let lines = 0;
  for (const byte of chunk) if (byte === LINE_FEED) lines += 1;
  return lines;
};

/** How much a server may still send: in answer to the question that was asked last, and in all. */
export type Allowance = {
  limit: LimitBytes;
  renew(answer: Answer): void;
};

/** Begins with what a login may take. */
export const createAllowance = (): Allowance => {
  let left = TRIP_BYTES;
  let now = USUAL;
  return {
    limit: (socket, exceeded) => {
      socket.on('data', (chunk: Buffer) => {
        left -= chunk.length;
        now = { bytes: now.bytes - chunk.length, lines: now.lines - linesOf(chunk) };
        if (Math.min(left, now.bytes, now.lines) < 0) exceeded();
      });
    },
    renew: (answer) => {
      now = answer;
    },
  };
};

/** A mailbox that answers one question after the other, each within bounds. */
export type Mailbox = {
  capabilities: ImapFlow['capabilities'];
  /** Rejects as imapflow does, and with `connection-closed` once there is no connection any more. */
  ask<T>(question: (client: ImapFlow) => Promise<T>, answer?: Answer): Promise<T>;
};

export const askedWithin = (client: ImapFlow, allowance: Allowance): Mailbox => ({
  capabilities: client.capabilities,
  ask: async (question, answer = USUAL) => {
    allowance.renew(answer);
    try {
      return await question(client);
    } catch (error) {
      throw client.usable ? error : new StageFailure('connection-closed');
    }
  },
});
