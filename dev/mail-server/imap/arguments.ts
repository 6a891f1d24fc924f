import { Bad } from './response.ts';
import type { Node } from './syntax.ts';

/** Hands out a command's arguments one by one; throws `Bad` where one is missing or of the wrong kind. */
export class Arguments {
  readonly #nodes: readonly Node[];
  #at = 0;

  constructor(nodes: readonly Node[]) {
    this.#nodes = nodes;
  }

  get isEmpty(): boolean {
    return this.#at >= this.#nodes.length;
  }

  peek(): Node | undefined {
    return this.#nodes[this.#at];
  }

  next(): Node {
    const node = this.#nodes[this.#at++];
    if (!node) throw new Bad('Missing argument');
    return node;
  }

  /** An atom, in upper case: everything that IMAP spells as an atom is case-insensitive. */
  atom(): string {
    return this.word().toUpperCase();
  }

  /** An atom as it was written: for what the answer repeats, and so may hold no line break. */
  word(): string {
    const node = this.next();
    if (node.kind !== 'atom') throw new Bad('Atom expected');
    return node.text;
  }

  /** An atom or a string, as UTF-8 (RFC 6855 goes one further, nobody objects before it). */
  text(): string {
    return this.bytes().toString();
  }

  bytes(): Buffer {
    const node = this.next();
    if (node.kind === 'list') throw new Bad('String expected');
    return node.kind === 'atom' ? Buffer.from(node.text, 'latin1') : node.bytes;
  }

  number(): number {
    const text = this.atom();
    if (!/^\d{1,10}$/.test(text)) throw new Bad('Number expected');
    return Number(text);
  }

  list(): Arguments {
    const node = this.next();
    if (node.kind !== 'list') throw new Bad('List expected');
    return new Arguments(node.items);
  }

  /** A list, or the one thing that stands in for a list of one. */
  listOrOne(): Arguments {
    return this.peek()?.kind === 'list' ? this.list() : new Arguments([this.next()]);
  }

  /** What is left, each read by `read`. */
  rest<T>(read: (rest: Arguments) => T): T[] {
    const items: T[] = [];
    while (!this.isEmpty) items.push(read(this));
    return items;
  }

  end(): void {
    if (!this.isEmpty) throw new Bad('Too many arguments');
  }
}
