import type { Mailbox, Message } from '../mailbox.ts';
import { flagList } from './flags.ts';
import { join } from './response.ts';
import { parseSequenceSet } from './sequence-set.ts';

/** A message and the number that this session knows it by. */
export interface Numbered {
  sequence: number;
  message: Message;
}

/**
 * A selected mailbox as one session has been told it is. Sequence numbers belong to the session:
 * they move only when an EXPUNGE has been sent (RFC 3501 §7.4.1), whatever others do meanwhile.
 */
export class View {
  readonly mailbox: Mailbox;
  readonly isReadOnly: boolean;
  #told: Message[];

  constructor(mailbox: Mailbox, isReadOnly: boolean) {
    this.mailbox = mailbox;
    this.isReadOnly = isReadOnly;
    this.#told = mailbox.messages;
  }

  get size(): number {
    return this.#told.length;
  }

  /** All messages; those that somebody else has removed are still as they were. */
  all(): Numbered[] {
    return this.#told.map((told, index) => ({
      sequence: index + 1,
      message: this.mailbox.message(told.uid) ?? told,
    }));
  }

  find(set: string, byUid: boolean): Numbered[] {
    const last = byUid ? (this.#told.at(-1)?.uid ?? 0) : this.#told.length;
    const includes = parseSequenceSet(set, last);
    return this.all().filter(({ sequence, message }) => includes(byUid ? message.uid : sequence));
  }

  /** Notes that the session knows this message's flags. */
  tell({ sequence, message }: Numbered): void {
    this.#told[sequence - 1] = message;
  }

  /** The untagged responses that bring the session up to date. */
  news({ withExpunges }: { withExpunges: boolean }): Buffer[] {
    const lines: Buffer[] = [];
    if (withExpunges) {
      for (let index = this.#told.length - 1; index >= 0; index--) {
        const uid = this.#told[index]?.uid ?? 0;
        if (this.mailbox.message(uid)) continue;
        this.#told.splice(index, 1);
        lines.push(join(`* ${index + 1} EXPUNGE`));
      }
    }
    for (const numbered of this.all()) {
      const { sequence, message } = numbered;
      if (message.revision === this.#told[sequence - 1]?.revision) continue;
      this.tell(numbered);
      lines.push(
        join(`* ${sequence} FETCH (UID ${message.uid} FLAGS `, flagList(message.flags), ')'),
      );
    }
    const lastTold = this.#told.at(-1)?.uid ?? 0;
    const arrived = this.mailbox.messages.filter(({ uid }) => uid > lastTold);
    if (arrived.length > 0) {
      this.#told.push(...arrived);
      lines.push(join(`* ${this.#told.length} EXISTS`));
    }
    return lines;
  }
}
