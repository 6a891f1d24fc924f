import { signal } from '@preact/signals';
import { listInboxes } from '../api.ts';
import * as model from './model.ts';

const TYPING_PAUSE_MS = 250;

/** Keeps the list of one workspace: loads, searches, pages. Only the newest request counts. */
export const inboxList = (org: string) => {
  const state = signal<model.List>(model.firstLoad);
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async (cursor?: string) => {
    asking?.abort();
    const controller = new AbortController();
    asking = controller;
    const { q, status } = state.peek().filter;
    const query = { q: q.trim(), ...(status && { status }), ...(cursor && { cursor }) };
    try {
      const page = await listInboxes(org, query, controller.signal);
      if (controller.signal.aborted) return;
      state.value = (cursor ? model.append : model.show)(state.peek(), page);
    } catch (error) {
      if (!controller.signal.aborted) state.value = model.fail(state.peek(), error);
    }
  };

  return {
    state,
    load() {
      state.value = model.search(state.peek(), state.peek().filter);
      void ask();
    },
    search(change: Partial<model.Filter>) {
      state.value = model.search(state.peek(), { ...state.peek().filter, ...change });
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), 'q' in change ? TYPING_PAUSE_MS : 0);
    },
    more() {
      const list = state.peek();
      if (!('plan' in list) || list.nextCursor === null || list.kind === 'loading-more') return;
      state.value = model.loadMore(list);
      void ask(list.nextCursor);
    },
    dispose() {
      clearTimeout(timer);
      asking?.abort();
    },
  };
};
