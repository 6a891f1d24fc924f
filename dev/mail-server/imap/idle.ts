import { Bad } from './response.ts';
import type { Command } from './session.ts';

const DONE_LIMIT_BYTES = 64;

/** Tells what happens to the mailbox until the client says DONE (RFC 2177). */
export const idle: Command = {
  stage: 'account',
  async run({ session }) {
    const { view } = session;
    const tell = () => {
      for (const line of view?.news({ withExpunges: true }) ?? []) session.wire.send(line);
    };
    session.wire.send('+ Idling');
    tell();
    const unwatch = view?.mailbox.watch(tell);
    try {
      const word = await session.wire.line(DONE_LIMIT_BYTES);
      if (word.toString().toUpperCase() !== 'DONE') throw new Bad('DONE expected');
    } finally {
      unwatch?.();
    }
    return 'Done';
  },
};
