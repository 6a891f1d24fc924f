import type { ComponentChildren } from 'preact';
import type { InboxLifecycle } from '../lifecycle/lifecycle.ts';
import { Button } from '../parts/button.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import type { InboxList } from './list.ts';
import { ListFoot } from './list-foot.tsx';
import { isFiltering, isUntouched, type List, noFilter } from './model.ts';
import { InboxTable } from './table.tsx';

type Props = {
  list: InboxList;
  path: string;
  lifecycle: InboxLifecycle;
  canManage: boolean;
  addInbox: ComponentChildren;
};

const found = (count: number) => `${count} ${count === 1 ? 'inbox' : 'inboxes'} shown`;

type NoneProps = Pick<Props, 'canManage' | 'addInbox'> & { archived: number };

const None = ({ canManage, addInbox, archived }: NoneProps) => {
  if (archived > 0) {
    return (
      <EmptyState title="No inbox is in use" action={addInbox}>
        {canManage
          ? 'Restore one of the archived ones, or add another.'
          : 'All of them are archived.'}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={canManage ? 'Connect your first inbox' : 'No inboxes yet'} action={addInbox}>
      {canManage
        ? 'Have the address and its password at hand. It takes two minutes.'
        : 'An owner or admin of this workspace can add them.'}
    </EmptyState>
  );
};

const shownCount = (state: List) =>
  'plan' in state && isFiltering(state.filter) && state.kind === 'shown'
    ? found(state.inboxes.length)
    : '';

/** What the list has found: a table, or why there is none. */
export const Results = ({ list, path, lifecycle, canManage, addInbox }: Props) => {
  const state = list.state.value;
  if (!('plan' in state)) return null;
  const isEmpty = state.inboxes.length === 0;
  return (
    <div aria-busy={state.kind === 'searching'} class="list">
      <p class="visually-hidden" role="status">
        {shownCount(state)}
      </p>
      {!isEmpty && <InboxTable inboxes={state.inboxes} path={path} lifecycle={lifecycle} />}
      {isUntouched(state) && (
        <None canManage={canManage} addInbox={addInbox} archived={state.plan.archived} />
      )}
      {isEmpty && isFiltering(state.filter) && (
        <EmptyState
          title="No inbox matches"
          action={<Button onClick={() => list.search(noFilter)}>Clear the search</Button>}
        >
          Look for another name or address, or choose another status.
        </EmptyState>
      )}
      <ListFoot list={state} onMore={list.more} />
    </div>
  );
};
