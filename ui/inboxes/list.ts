import { signal } from '@preact/signals';
import type { InboxListQuery } from '../../contract/inbox.ts';
import { listInboxes } from '../api.ts';
import type { InboxChanged } from '../lifecycle/changes.ts';
import * as model from './model.ts';
import { readAgain } from './read-again.ts';

const TYPING_PAUSE_MS = 250;

type Part = { archived?: InboxListQuery['archived']; filter?: model.Filter };

export type InboxList = ReturnType<typeof inboxList>;

/** Keeps one list of a workspace's inboxes: loads, searches, pages. Only the newest request counts. */
export const inboxList = (org: string, { archived, filter }: Part = {}) => {
  const state = signal(model.firstLoad(filter));
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const queryOf = ({ q, status }: model.Filter, cursor?: string | null) => ({
    q: q.trim(),
    ...(status && { status }),
    ...(cursor && { cursor }),
    ...(archived && { archived }),
  });

  const ask = async (cursor?: string) => {
    asking?.abort();
    const controller = new AbortController();
    asking = controller;
    const query = queryOf(state.peek().filter, cursor);
    try {
      const page = await listInboxes(org, query, controller.signal);
      if (controller.signal.aborted) return;
      state.value = (cursor ? model.append : model.show)(state.peek(), page);
    } catch (error) {
      if (!controller.signal.aborted) state.value = model.fail(state.peek(), error);
    }
  };

  const more = async (): Promise<string | null> => {
    const list = state.peek();
    if (!('plan' in list) || list.nextCursor === null || list.kind === 'loading-more') return null;
    state.value = model.loadMore(list);
    await ask(list.nextCursor);
    return model.firstNew(list, state.peek());
  };

  const take = (id: string) => {
    const list = model.take(state.peek(), id);
    state.value = list;
    if ('plan' in list && list.inboxes.length === 0) void more();
  };

  const belongs = (inbox: { archivedAt: string | null }) =>
    (inbox.archivedAt !== null) === (archived === 'true');

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
    /** Loads the next page, and says which of its rows comes first. */
    more,
    /** Follows what has become of an inbox, without loading anew. */
    follow(change: InboxChanged) {
      if (change.kind === 'deleted') take(change.id);
      else if (belongs(change.inbox)) state.value = model.put(state.peek(), change.inbox);
      else take(change.inbox.id);
    },
    /** Reads again what is shown, in silence: whatever somebody is doing with it meanwhile comes first. */
    async refresh() {
      const before = state.peek();
      if (!model.isResting(before)) return;
      const page = await readAgain(before, ({ cursor, limit }) =>
        listInboxes(org, { ...queryOf(before.filter, cursor), limit }),
      ).catch(() => null);
      if (page && state.peek() === before) state.value = model.renew(before, page);
    },
    /** Counts again; a count that can't be had stays as it was. */
    async recount() {
      const page = await listInboxes(org, { limit: 1 }).catch(() => null);
      if (page) state.value = model.setPlan(state.peek(), page.plan);
    },
    dispose() {
      clearTimeout(timer);
      asking?.abort();
    },
  };
};
