import { Bad } from './response.ts';
import type { RawCommand } from './syntax.ts';
import type { Wire } from './wire.ts';

export const LINE_LIMIT_BYTES = 64 * 1024;
const LITERAL_LIMIT_BYTES = 10 * 1024 * 1024;
/** Strangers need literals only for a user name and a password. */
const STRANGER_LITERAL_LIMIT_BYTES = 16 * 1024;

/** `{12}` or, not waiting for our word, `{12+}` (RFC 7888) at the end of a line. */
const LITERAL_MARK = /\{(\d{1,10})(\+?)\}$/;

/** The client announced a literal that may not be taken, and is sending it already. */
export class LiteralTooLarge extends Error {}

/** Reads one command with its literals. All of its lines share one limit, and so do its literals. */
export async function readCommand(wire: Wire, isStranger: boolean): Promise<RawCommand> {
  const command: RawCommand = { texts: [], literals: [] };
  let lineBytesLeft = LINE_LIMIT_BYTES;
  let literalBytesLeft = isStranger ? STRANGER_LITERAL_LIMIT_BYTES : LITERAL_LIMIT_BYTES;
  for (;;) {
    const line = (await wire.line(lineBytesLeft)).toString('latin1');
    lineBytesLeft -= line.length;
    const mark = LITERAL_MARK.exec(line);
    if (!mark) {
      command.texts.push(line);
      return command;
    }
    const size = Number(mark[1]);
    if (size > literalBytesLeft) {
      // A client that waits for our word is told in time and can go on (RFC 7888 §4).
      if (mark[2]) throw new LiteralTooLarge();
      throw new RefusedLiteral(tagOf(command.texts[0] ?? line));
    }
    if (!mark[2]) wire.send('+ Go ahead');
    literalBytesLeft -= size;
    command.texts.push(line.slice(0, mark.index));
    command.literals.push(await wire.bytes(size));
  }
}

/** A literal refused before it was sent; the tag says which command that answers. */
export class RefusedLiteral extends Bad {
  readonly tag: string;

  constructor(tag: string) {
    super('Literal too large');
    this.tag = tag;
  }
}

/** Splits off the first word: the tag, then the name of the command. */
export function takeWord(command: RawCommand): string {
  const [first = ''] = command.texts;
  const end = first.indexOf(' ');
  const word = end < 0 ? first : first.slice(0, end);
  command.texts[0] = end < 0 ? '' : first.slice(end + 1);
  return word;
}

function tagOf(line: string): string {
  return line.split(' ', 1)[0] ?? '*';
}
