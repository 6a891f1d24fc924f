import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { InboxList } from './list.ts';
import { type Filter, filterOf, searchOf } from './model.ts';

const TYPING_PAUSE_MS = 250;

/** Keeps the filter in the page's address, so that a reload and a way back find it again. */
export const useFilterAddress = (
  state: InboxList['state'],
  look: (filter: Filter) => void,
  path: string,
) => {
  const { path: here, query, route } = useLocation();
  const search = searchOf(state.value.filter);
  const inAddress = searchOf(filterOf(query));
  const written = useRef(inAddress);

  useEffect(() => {
    if (search === written.current) return;
    const timer = setTimeout(() => {
      written.current = search;
      route(`${path}${search}`, true);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [search]);

  // Somebody else has changed the address: a link to the unfiltered list, say.
  useEffect(() => {
    if (here !== path || inAddress === written.current) return;
    written.current = inAddress;
    look(filterOf(query));
  }, [here, inAddress]);
};
