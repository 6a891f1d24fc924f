import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { InboxLifecycle } from '../lifecycle/lifecycle.ts';
import { ChevronIcon } from '../parts/icons.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { ArchivedTable } from './archived-table.tsx';
import type { InboxList } from './list.ts';
import { ListFoot } from './list-foot.tsx';

type Props = { list: InboxList; count: number; path: string; lifecycle: InboxLifecycle };

/** Inboxes out of use, out of the way until somebody looks for them. */
export const Archived = ({ list, count, path, lifecycle }: Props) => {
  const isOpen = useSignal(false);
  const id = useId();
  const state = list.state.value;
  const toggle = () => {
    isOpen.value = !isOpen.value;
    if (isOpen.value && !('plan' in state)) list.load();
  };
  return (
    <section class="archived">
      <h2 class="archived-title">
        <button
          type="button"
          class="archived-button"
          aria-expanded={isOpen.value}
          aria-controls={id}
          onClick={toggle}
        >
          <ChevronIcon />
          Archived <span class="archived-count">{count}</span>
        </button>
      </h2>
      <div id={id} hidden={!isOpen.value}>
        {isOpen.value && state.kind === 'loading' && (
          <Skeleton rows={Math.min(count, 3)} label="Loading the archived inboxes" />
        )}
        {state.kind === 'failed' && <LoadFailure error={state.error} onRetry={list.load} />}
        {'plan' in state && (
          <>
            {state.inboxes.length > 0 && (
              <ArchivedTable inboxes={state.inboxes} path={path} lifecycle={lifecycle} />
            )}
            <ListFoot list={state} onMore={list.more} />
          </>
        )}
      </div>
    </section>
  );
};
