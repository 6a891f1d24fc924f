import type { Inbox, InboxPage, InboxSummary, Status } from '../../contract/inbox.ts';
import { statusNames } from '../messages.ts';

export type Filter = { q: string; status: Status | '' };

export const noFilter: Filter = { q: '', status: '' };
export const isFiltering = ({ q, status }: Filter) => q.trim() !== '' || status !== '';

const isStatus = (word: string): word is Status => Object.hasOwn(statusNames, word);

type Query = { q?: string | undefined; status?: string | undefined };

/** The filter as the address of the page tells it; whatever else stands there is no filter. */
export const filterOf = ({ q = '', status = '' }: Query): Filter => ({
  q,
  status: isStatus(status) ? status : '',
});

/** The other way round: what follows the path, `''` without a filter. */
export const searchOf = ({ q, status }: Filter): string => {
  const query = new URLSearchParams();
  if (q.trim() !== '') query.set('q', q.trim());
  if (status !== '') query.set('status', status);
  return query.size > 0 ? `?${query}` : '';
};

export type Plan = InboxPage['plan'];
type Shown = { inboxes: InboxSummary[]; nextCursor: string | null; plan: Plan };

/** The list of inboxes: what is on the screen, and what is on its way. */
export type List = { filter: Filter } & (
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | ({ kind: 'shown' } & Shown)
  | ({ kind: 'searching' } & Shown)
  | ({ kind: 'loading-more' } & Shown)
  | ({ kind: 'more-failed'; error: unknown } & Shown)
);

export const firstLoad = (filter: Filter = noFilter): List => ({ kind: 'loading', filter });

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

/** Rows and plan as they are now; nothing else on the screen moves. */
export const renew = (list: List, page: InboxPage): List =>
  'plan' in list ? { ...list, ...page } : list;

export const fail = (list: List, error: unknown): List =>
  list.kind === 'loading-more'
    ? { ...list, kind: 'more-failed', error }
    : { kind: 'failed', filter: list.filter, error };

export const take = (list: List, id: string): List =>
  'plan' in list ? { ...list, inboxes: list.inboxes.filter((inbox) => inbox.id !== id) } : list;

const matches = ({ q, status }: Filter, { name, emailAddress, status: own }: InboxSummary) => {
  const text = q.trim().toLowerCase();
  const isFound = [name, emailAddress].some((words) => words.toLowerCase().includes(text));
  return isFound && (status === '' || status === own);
};

// The API lists by id. What lies behind the last page that is loaded comes with its own.
const isInSight = ({ inboxes, nextCursor }: Shown, { id }: InboxSummary) =>
  nextCursor === null || inboxes.some((inbox) => inbox.id > id);

/** Renews an inbox where it stands, or puts one in that has come to this list. */
export const put = (list: List, inbox: InboxSummary): List => {
  if (!('plan' in list)) return list;
  if (list.inboxes.some(({ id }) => id === inbox.id)) {
    return { ...list, inboxes: list.inboxes.map((old) => (old.id === inbox.id ? inbox : old)) };
  }
  if (!matches(list.filter, inbox) || !isInSight(list, inbox)) return list;
  const inboxes = [...list.inboxes, inbox].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...list, inboxes };
};

export const setPlan = (list: List, plan: Plan): List =>
  'plan' in list ? { ...list, plan } : list;

/** A list that has its rows. */
export type Listed = Extract<List, { plan: Plan }>;

/** Whether nothing that somebody has asked for is on its way. */
export const isResting = (list: List): list is Listed =>
  list.kind === 'shown' || list.kind === 'more-failed';

const isSettled = ({ kind }: List) =>
  kind === 'shown' || kind === 'loading-more' || kind === 'more-failed';

export type Found = 'unknown' | 'some' | 'archived-only' | 'none';

/** Where a search has found something; that there is nothing is said once both lists have answered. */
export const foundIn = (active: List, archived: List): Found => {
  if (!('plan' in active) || !isSettled(active)) return 'unknown';
  if (active.inboxes.length > 0) return 'some';
  if (active.plan.archived === 0) return 'none';
  // Its own part of the page says why it could not be searched.
  if (archived.kind === 'failed') return 'archived-only';
  if (!('plan' in archived) || !isSettled(archived)) return 'unknown';
  return archived.inboxes.length > 0 ? 'archived-only' : 'none';
};

/** How many of the archived inboxes a search has found, null while that is not known. */
export const matchWords = (archived: List, total: number): string | null => {
  if (!('plan' in archived) || !isSettled(archived)) return null;
  const { length } = archived.inboxes;
  const least = archived.nextCursor === null ? '' : 'at least ';
  return `${least}${length} of ${total} ${length === 1 ? 'matches' : 'match'}`;
};

/** The first row of a page that has come below the others. */
export const firstNew = (before: List, after: List): string | null => {
  if (!('plan' in before && 'plan' in after)) return null;
  const known = new Set(before.inboxes.map(({ id }) => id));
  return after.inboxes.find(({ id }) => !known.has(id))?.id ?? null;
};

/** There is nothing in use, and nobody has looked for anything: the page has one thing to say. */
export const isUntouched = (list: List): boolean =>
  list.kind === 'shown' && list.inboxes.length === 0 && !isFiltering(list.filter);

/** The row that takes the place of one that goes: the next, or the one before the last. */
export const neighbourOf = (list: List, id: string): string | null => {
  if (!('plan' in list)) return null;
  const at = list.inboxes.findIndex((inbox) => inbox.id === id);
  return (at < 0 ? undefined : (list.inboxes[at + 1] ?? list.inboxes[at - 1]))?.id ?? null;
};

export const isFull = ({ limit, used }: Pick<Plan, 'limit' | 'used'>) => used >= limit;

type Step = { words: string; tab: '' | '/connection'; isPressing: boolean };
type Standing = Pick<Inbox, 'status' | 'disconnectedAt' | 'connectionType'>;

/** The one thing to do next with an inbox: what its row's button says, and where it leads. */
export const nextStep = ({ status, disconnectedAt, connectionType }: Standing): Step => {
  if (status === 'connected') return { words: 'Settings', tab: '', isPressing: false };
  const mend = { tab: '/connection', isPressing: true } as const;
  if (status === 'error') {
    return { words: connectionType === 'imap' ? 'Fix settings' : 'Reconnect', ...mend };
  }
  return { words: disconnectedAt === null ? 'Finish connecting' : 'Reconnect', ...mend };
};
