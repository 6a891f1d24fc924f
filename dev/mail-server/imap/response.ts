/** A tagged NO: the command was understood and refused. `code` is a response code (RFC 5530). */
export class No extends Error {
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** A tagged BAD: the command was not understood. */
export class Bad extends Error {}

/** A string as the client can read it back: quoted where that is possible, else a literal. */
export function imapString(value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return isQuotable(bytes)
    ? Buffer.from(`"${bytes.toString('latin1').replace(/["\\]/g, '\\$&')}"`)
    : literal(bytes);
}

/** `imapString`, or NIL for nothing. */
export function nstring(value: string | Buffer | undefined): Buffer {
  return value === undefined ? NIL : imapString(value);
}

/** Counted bytes (RFC 3501 §4.3). */
export function literal(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`{${bytes.length}}\r\n`), bytes]);
}

/** `(a b c)`. */
export function list(items: readonly (string | Buffer)[], separator = ' '): Buffer {
  const parts = items.flatMap((item, index) => [index ? separator : '', item]);
  return join('(', ...parts, ')');
}

export function join(...parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}

export const NIL: Buffer = Buffer.from('NIL');

// Long strings are legal in quotes, but clients bound their lines, not their literals.
const QUOTABLE_LIMIT_BYTES = 512;

function isQuotable(bytes: Buffer): boolean {
  return bytes.length <= QUOTABLE_LIMIT_BYTES && bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
}
