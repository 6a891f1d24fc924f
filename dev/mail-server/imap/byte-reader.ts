import type { Duplex } from 'node:stream';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The peer is gone. */
export class ConnectionClosed extends Error {}

/** The peer sent a line longer than it may. */
export class LineTooLong extends Error {}

/** Pulls lines and counted bytes from a socket, holding no more than was asked for (plus a chunk). */
export class ByteReader {
  readonly #stream: Duplex;
  #held: Buffer = Buffer.alloc(0);
  #wake = () => {};

  constructor(stream: Duplex) {
    this.#stream = stream;
    for (const event of ['readable', 'end', 'close']) stream.on(event, this.#onEvent);
  }

  /** The next line without its line break. */
  async line(limitBytes: number): Promise<Buffer> {
    let searched = 0;
    for (;;) {
      const end = this.#held.indexOf(LINE_FEED, searched);
      if (end > limitBytes || (end < 0 && this.#held.length > limitBytes)) throw new LineTooLong();
      if (end >= 0) {
        const line = this.#held.subarray(
          0,
          this.#held[end - 1] === CARRIAGE_RETURN ? end - 1 : end,
        );
        this.#held = this.#held.subarray(end + 1);
        return line;
      }
      searched = this.#held.length;
      this.#held = Buffer.concat([this.#held, await this.#chunk()]);
    }
  }

  /** Exactly `count` bytes. */
  async bytes(count: number): Promise<Buffer> {
    const parts = [this.#held];
    let length = this.#held.length;
    while (length < count) {
      const chunk = await this.#chunk();
      parts.push(chunk);
      length += chunk.length;
    }
    const all = Buffer.concat(parts, length);
    this.#held = all.subarray(count);
    return all.subarray(0, count);
  }

  /** Lets go of the stream and of everything it has sent so far. */
  abandon(): void {
    for (const event of ['readable', 'end', 'close']) this.#stream.off(event, this.#onEvent);
    while (this.#stream.read() !== null);
    this.#held = Buffer.alloc(0);
  }

  async #chunk(): Promise<Buffer> {
    for (;;) {
      const chunk: Buffer | null = this.#stream.read();
      if (chunk) return chunk;
      if (this.#stream.readableEnded || this.#stream.destroyed) throw new ConnectionClosed();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  readonly #onEvent = () => this.#wake();
}
