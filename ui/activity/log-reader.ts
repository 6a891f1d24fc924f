import { signal } from '@preact/signals';
import * as log from './log.ts';

export type LogReader = ReturnType<typeof logReader>;

/** Reads a list of events page by page. Only the newest request counts. */
export const logReader = (fetchPage: (cursor?: string) => Promise<log.EventPage>) => {
  const state = signal<log.Log>({ kind: 'loading' });
  let newest = 0;

  const ask = async (cursor?: string) => {
    newest += 1;
    const mine = newest;
    try {
      const page = await fetchPage(cursor);
      if (mine === newest) {
        state.value = cursor === undefined ? log.show(page) : log.append(state.peek(), page);
      }
    } catch (error) {
      if (mine === newest) state.value = log.fail(state.peek(), error);
    }
  };

  return {
    state,
    /** From the start; what is shown stays until it is here. */
    load() {
      if (state.peek().kind === 'failed') state.value = { kind: 'loading' };
      return ask();
    },
    async more() {
      const current = state.peek();
      if (!('events' in current) || current.nextCursor === null) return;
      if (current.kind === 'loading-more') return;
      state.value = log.loadMore(current);
      await ask(current.nextCursor);
    },
  };
};
