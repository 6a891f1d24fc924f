import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { InboxLifecycle } from '../lifecycle/lifecycle.ts';
import { ChevronIcon } from '../parts/icons.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { ArchivedTable } from './archived-table.tsx';
import type { InboxList } from './list.ts';
import { ListFoot } from './list-foot.tsx';
import { type Found, isFiltering, matchWords } from './model.ts';

type Props = {
  list: InboxList;
  count: number;
  found: Found;
  path: string;
  lifecycle: InboxLifecycle;
};

/** Open as the person has left it, and wherever a search finds something in here alone. */
const useOpen = (found: Found) => {
  const chosen = useSignal(false);
  const isForced = useSignal(false);
  useEffect(() => {
    // What is not known yet closes nothing.
    if (found !== 'unknown') isForced.value = found === 'archived-only';
  }, [found]);
  return {
    isOpen: chosen.value || isForced.value,
    set(isOpen: boolean) {
      chosen.value = isOpen;
      isForced.value = false;
    },
  };
};

/** Inboxes out of use, out of the way until somebody looks for them. */
export const Archived = ({ list, count, found, path, lifecycle }: Props) => {
  const { isOpen, set } = useOpen(found);
  const id = useId();
  const state = list.state.value;
  const matching = isFiltering(state.filter) ? matchWords(state, count) : null;
  const toggle = () => {
    set(!isOpen);
    if (!isOpen && !('plan' in state)) list.load();
  };
  return (
    <section class="archived" aria-busy={state.kind === 'searching'}>
      <h2 class="archived-title">
        <button
          type="button"
          class="archived-button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={toggle}
        >
          <ChevronIcon />
          Archived <span class="archived-count">{matching ?? count}</span>
        </button>
      </h2>
      <div id={id} hidden={!isOpen}>
        {isOpen && state.kind === 'loading' && (
          <Skeleton rows={Math.min(count, 3)} label="Loading the archived inboxes" />
        )}
        {state.kind === 'failed' && <LoadFailure error={state.error} onRetry={list.load} />}
        {'plan' in state && (
          <>
            {state.inboxes.length > 0 && (
              <ArchivedTable inboxes={state.inboxes} path={path} lifecycle={lifecycle} />
            )}
            {state.inboxes.length === 0 && matching !== null && (
              <p class="list-note">No archived inbox matches.</p>
            )}
            <ListFoot list={state} onMore={list.more} />
          </>
        )}
      </div>
    </section>
  );
};
