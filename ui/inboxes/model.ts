import type { Inbox, InboxPage, Status } from '../../contract/inbox.ts';

export type Filter = { q: string; status: Status | '' };

export const noFilter: Filter = { q: '', status: '' };
export const isFiltering = ({ q, status }: Filter) => q.trim() !== '' || status !== '';

type Shown = { inboxes: Inbox[]; nextCursor: string | null; plan: InboxPage['plan'] };

/** The list of inboxes: what is on the screen, and what is on its way. */
export type List = { filter: Filter } & (
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | ({ kind: 'shown' } & Shown)
  | ({ kind: 'searching' } & Shown)
  | ({ kind: 'loading-more' } & Shown)
  | ({ kind: 'more-failed'; error: unknown } & Shown)
);

export const firstLoad: List = { kind: 'loading', filter: noFilter };

/** While a search runs the old rows stay, so that the page does not jump. */
export const search = (list: List, filter: Filter): List =>
  'plan' in list ? { ...list, kind: 'searching', filter } : { kind: 'loading', filter };

export const show = (list: List, page: InboxPage): List => ({
  kind: 'shown',
  filter: list.filter,
  ...page,
});

export const loadMore = (list: List): List =>
  'plan' in list ? { ...list, kind: 'loading-more' } : list;

/** Adds a page; an inbox that moved between two pages is shown once. */
export const append = (list: List, page: InboxPage): List => {
  if (!('plan' in list)) return list;
  const known = new Set(list.inboxes.map(({ id }) => id));
  const inboxes = [...list.inboxes, ...page.inboxes.filter(({ id }) => !known.has(id))];
  return { ...show(list, page), kind: 'shown', ...page, inboxes };
};

export const fail = (list: List, error: unknown): List =>
  list.kind === 'loading-more'
    ? { ...list, kind: 'more-failed', error }
    : { kind: 'failed', filter: list.filter, error };

export const isFull = ({ limit, used }: InboxPage['plan']) => used >= limit;

const steps: Record<Status, string> = {
  connected: 'Settings',
  error: 'Fix settings',
  disconnected: 'Finish connecting',
};

/** The one thing to do next with an inbox: what its row's button says. */
export const nextStep = ({ status }: Pick<Inbox, 'status'>) => steps[status];

/** Where that button leads: to the connection when there is something to mend. */
export const nextPath = (list: string, inbox: Pick<Inbox, 'id' | 'status'>) =>
  inbox.status === 'connected' ? `${list}/${inbox.id}` : `${list}/${inbox.id}/connection`;
