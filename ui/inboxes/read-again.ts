import type { InboxPage } from '../../contract/inbox.ts';

/** The most that the API gives at once. */
const MOST_AT_ONCE = 100;

type Read = (page: { cursor: string | null; limit: number }) => Promise<InboxPage>;
type Shown = Pick<InboxPage, 'inboxes' | 'nextCursor'>;

/** Reads as many rows as are shown, or all where all are, as one page. */
export const readAgain = async ({ inboxes, nextCursor }: Shown, read: Read): Promise<InboxPage> => {
  const wanted = nextCursor === null ? Number.POSITIVE_INFINITY : inboxes.length;
  const limitAfter = (rows: number) => Math.max(1, Math.min(MOST_AT_ONCE, wanted - rows));
  let page = await read({ cursor: null, limit: limitAfter(0) });
  while (page.nextCursor !== null && page.inboxes.length < wanted) {
    const limit = limitAfter(page.inboxes.length);
    const next = await read({ cursor: page.nextCursor, limit });
    page = { ...next, inboxes: [...page.inboxes, ...next.inboxes] };
  }
  return page;
};
