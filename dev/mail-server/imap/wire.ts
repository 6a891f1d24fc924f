import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { ByteReader, ConnectionClosed } from './byte-reader.ts';

/** RFC 3501 §5.4 asks for at least this. */
const IDLE_TIMEOUT_MS = 30 * 60 * 1000;
const HANDSHAKE_TIMEOUT_MS = 30 * 1000;
/** How long a refused client may keep sending before it is cut: a reset would lose our last words. */
const LINGER_MS = 1000;
const CRLF = Buffer.from('\r\n');

/** One client connection as lines in and lines out, before and after TLS. */
export class Wire {
  #socket: Socket;
  #reader: ByteReader;

  constructor(socket: Socket) {
    this.#socket = this.#adopt(socket, IDLE_TIMEOUT_MS);
    this.#reader = new ByteReader(socket);
    socket.setNoDelay(true);
  }

  get isSecure(): boolean {
    return this.#socket instanceof TLSSocket;
  }

  line(limitBytes: number): Promise<Buffer> {
    return this.#reader.line(limitBytes);
  }

  bytes(count: number): Promise<Buffer> {
    return this.#reader.bytes(count);
  }

  /** Writes one response line; the parts are joined as they are. */
  send(...parts: (string | Buffer)[]): void {
    const buffers = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
    if (this.#socket.writable) this.#socket.write(Buffer.concat([...buffers, CRLF]));
  }

  /** Resolves once the client has taken what was written, so that a slow one holds no memory here. */
  async drained(): Promise<void> {
    if (!this.#socket.writableNeedDrain) return;
    const socket = this.#socket;
    await new Promise<void>((resolve) => {
      const done = () => {
        socket.off('drain', done).off('close', done);
        resolve();
      };
      socket.on('drain', done).on('close', done);
    });
  }

  /**
   * Puts TLS on the connection. Whatever the client has sent in the clear until now is thrown
   * away: it may be somebody else's (RFC 9051 §6.2.1, CVE-2011-0411).
   */
  async startTls(secureContext: SecureContext, lastWords?: string): Promise<void> {
    this.#reader.abandon();
    // From here to the new TLSSocket nothing may wait, or plaintext would be buffered again.
    if (lastWords) this.send(lastWords);
    const plain = this.#socket;
    plain.setTimeout(0);
    const secure = this.#adopt(
      new TLSSocket(plain, { isServer: true, secureContext }),
      HANDSHAKE_TIMEOUT_MS,
    );
    this.#socket = secure;
    this.#reader = new ByteReader(secure);
    await new Promise<void>((resolve, reject) => {
      secure.once('secure', resolve);
      secure.once('close', () => reject(new ConnectionClosed()));
    });
    secure.setTimeout(IDLE_TIMEOUT_MS);
  }

  /** Ends politely: what was written still arrives, what the client goes on sending is dropped. */
  end(): void {
    const socket = this.#socket;
    this.#reader.abandon();
    socket.end();
    socket.resume();
    const cut = setTimeout(() => socket.destroy(), LINGER_MS).unref();
    socket.once('close', () => clearTimeout(cut));
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #adopt<S extends Socket>(socket: S, timeoutMs: number): S {
    // A reset or a failed handshake is followed by 'close', which is what everything here waits for.
    socket.on('error', () => socket.destroy());
    socket.setTimeout(timeoutMs, () => socket.destroy());
    return socket;
  }
}
