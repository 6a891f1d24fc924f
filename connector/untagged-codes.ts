import type { Socket } from 'node:net';

const LINE = /^\* (?:OK|NO|BAD|BYE) \[([A-Z-]{1,40})/gim;
/** What is kept of a chunk, so that a line cut in two is still seen. */
const OVERLAP_CHARS = 60;
const MAX_CODES = 20;

/**
 * Collects the response codes (RFC 9051 §7.1) of untagged lines, in capitals: imapflow hands on those of
 * tagged answers only. To be set, as the byte budget is, when the library has begun to read.
 */
export const collectUntaggedCodes = (socket: Socket, into: Set<string>): void => {
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const text = rest + chunk.toString('latin1');
    for (const [, code = ''] of text.matchAll(LINE)) {
      if (into.size < MAX_CODES) into.add(code.toUpperCase());
    }
    rest = text.slice(-OVERLAP_CHARS);
  });
};
