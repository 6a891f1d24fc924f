import { useEffect, useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { checkInbox } from '../api.ts';
import { allChecker } from '../health/check-all.ts';
import { askTroublesAgain } from '../health/troubles.ts';
import { type Change, useChanges } from '../lifecycle/changes.ts';
import { inboxLifecycle } from '../lifecycle/lifecycle.ts';
import { useWhileVisible } from '../while-visible.ts';
import { inboxList } from './list.ts';
import { type Filter, filterOf, isFiltering, neighbourOf } from './model.ts';
import { refocus } from './row-focus.ts';

const listsOf = (slug: string, filter: Filter) => {
  const list = inboxList(slug, { filter });
  const archived = inboxList(slug, { archived: 'true', filter });
  const checker = allChecker((id, left) => checkInbox(slug, id, left));
  return {
    list,
    archived,
    /** Checks the inboxes that share a trouble. */
    checker,
    lifecycle: inboxLifecycle(slug),
    /** What works and what does not, as it is now. */
    async refresh() {
      // Rows that went elsewhere one by one would take the button for stopping it along.
      if (checker.state.peek().kind === 'checking') return;
      await Promise.all([list.refresh(), askTroublesAgain(slug)]);
    },
    /** Who looks for an inbox need not know whether it is archived. */
    search(change: Partial<Filter>) {
      list.search(change);
      archived.search(change);
    },
  };
};

/** The two lists of a workspace, and what is done with what stands in them. */
export const useInboxes = (slug: string) => {
  const { query } = useLocation();
  const parts = useMemo(() => listsOf(slug, filterOf(query)), [slug]);
  const { list, archived } = parts;
  useEffect(() => {
    list.load();
    if (isFiltering(archived.state.peek().filter)) archived.load();
    return () => {
      parts.checker.stop();
      list.dispose();
      archived.dispose();
    };
  }, [parts]);
  useWhileVisible(() => void parts.refresh());
  useChanges((change: Change) => {
    void askTroublesAgain(slug);
    if (change.kind === 'outdated') {
      list.load();
      if ('plan' in archived.state.peek()) archived.load();
      return;
    }
    const id = change.kind === 'changed' ? change.inbox.id : change.id;
    const neighbours = [list, archived].map(({ state }) => neighbourOf(state.peek(), id));
    list.follow(change);
    archived.follow(change);
    void list.recount();
    refocus(
      change.kind === 'changed' && change.inbox.archivedAt === null ? id : null,
      ...neighbours,
    );
  });
  return parts;
};
