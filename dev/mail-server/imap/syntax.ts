import { Bad } from './response.ts';

/** One argument of a command (RFC 3501 §9). Strings keep their bytes: only the command knows what they are. */
export type Node =
  | { kind: 'atom'; text: string }
  | { kind: 'string'; bytes: Buffer }
  | { kind: 'list'; items: Node[] };

/** A command as it came: text, cut where a literal stood. `texts` is one longer than `literals`. */
export interface RawCommand {
  texts: string[];
  literals: Buffer[];
}

const DEPTH_LIMIT = 16;
/** Ends an atom, unless it stands inside the brackets of a section such as `BODY[HEADER.FIELDS (TO)]`. */
const DELIMITERS = new Set([' ', '(', ')', '"']);

/** Reads the arguments of a command; throws `Bad` on anything malformed. */
export function parseArguments({ texts, literals }: RawCommand): Node[] {
  let part = 0;
  let at = 0;
  const peek = () => texts[part]?.[at];
  const nodes = sequence(0);
  if (part < texts.length - 1 || peek() !== undefined) throw new Bad('Unexpected parenthesis');
  return nodes;

  function sequence(depth: number): Node[] {
    if (depth > DEPTH_LIMIT) throw new Bad('Nested too deeply');
    const items: Node[] = [];
    for (;;) {
      while (peek() === ' ') at++;
      const character = peek();
      if (character === ')') return items;
      if (character === undefined) {
        const bytes = literals[part];
        if (!bytes) return items;
        items.push({ kind: 'string', bytes });
        part++;
        at = 0;
      } else if (character === '(') {
        at++;
        items.push({ kind: 'list', items: sequence(depth + 1) });
        if (peek() !== ')') throw new Bad('Missing parenthesis');
        at++;
      } else {
        items.push(character === '"' ? quoted() : atom());
      }
    }
  }

  function quoted(): Node {
    let value = '';
    for (at++; ; at++) {
      const character = peek();
      if (character === '"') break;
      if (character === '\\') at++;
      const meant = peek();
      if (meant === undefined) throw new Bad('Unterminated string');
      value += meant;
    }
    at++;
    // The text was read as Latin-1, one character a byte.
    return { kind: 'string', bytes: Buffer.from(value, 'latin1') };
  }

  function atom(): Node {
    const start = at;
    let inSection = false;
    for (; ; at++) {
      const character = peek();
      if (character === undefined) break;
      if (character === '[') inSection = true;
      else if (character === ']') inSection = false;
      else if (!inSection && DELIMITERS.has(character)) break;
    }
    return { kind: 'atom', text: texts[part]?.slice(start, at) ?? '' };
  }
}
