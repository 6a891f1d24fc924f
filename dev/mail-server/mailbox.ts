/** A stored message; `revision` grows with each change of its flags. */
export interface Message {
  readonly uid: number;
  readonly raw: Buffer;
  readonly internalDate: Date;
  readonly flags: ReadonlySet<string>;
  readonly revision: number;
}

export type SpecialUse = '\\Sent' | '\\Junk' | '\\Trash';

/** One mailbox: messages in UID order, and watchers who are told of every change. */
export class Mailbox {
  readonly name: string;
  readonly specialUse: SpecialUse | undefined;
  readonly uidValidity: number;
  #uidNext = 1;
  readonly #messages = new Map<number, Message>();
  readonly #watchers = new Set<() => void>();

  constructor(name: string, uidValidity: number, specialUse?: SpecialUse) {
    this.name = name;
    this.uidValidity = uidValidity;
    this.specialUse = specialUse;
  }

  get uidNext(): number {
    return this.#uidNext;
  }

  /** The messages, oldest UID first. */
  get messages(): Message[] {
    return [...this.#messages.values()];
  }

  message(uid: number): Message | undefined {
    return this.#messages.get(uid);
  }

  append(raw: Buffer, flags: Iterable<string> = [], internalDate = new Date()): Message {
    const uid = this.#uidNext++;
    const message = { uid, raw, internalDate, flags: new Set(flags), revision: 0 };
    this.#messages.set(uid, message);
    this.#changed();
    return message;
  }

  setFlags(uid: number, flags: Iterable<string>): void {
    const message = this.#messages.get(uid);
    if (!message) return;
    this.#messages.set(uid, { ...message, flags: new Set(flags), revision: message.revision + 1 });
    this.#changed();
  }

  remove(uid: number): void {
    if (this.#messages.delete(uid)) this.#changed();
  }

  /** Calls `watcher` after every change, until the returned function is called. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
