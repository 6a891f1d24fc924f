import type { ComponentChildren } from 'preact';
import type { AllChecker } from '../health/check-all.ts';
import { group } from '../health/groups.ts';
import { useTroubles } from '../health/troubles.ts';
import type { InboxLifecycle } from '../lifecycle/lifecycle.ts';
import { Button } from '../parts/button.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import type { InboxList } from './list.ts';
import { ListFoot } from './list-foot.tsx';
import {
  type Found,
  isFiltering,
  isUntouched,
  type List,
  type Listed,
  matchWords,
} from './model.ts';
import { SharedGroups } from './shared-groups.tsx';
import { InboxTable } from './table.tsx';

type Props = {
  org: string;
  checker: AllChecker;
  onChecked: () => Promise<void>;
  list: InboxList;
  archived: List;
  found: Found;
  onClear: () => void;
  path: string;
  lifecycle: InboxLifecycle;
  canManage: boolean;
  addInbox: ComponentChildren;
  /** The way to the first-run page. */
  firstInbox: ComponentChildren;
};

type NoneProps = Pick<Props, 'canManage' | 'addInbox' | 'firstInbox'> & { archived: number };

const None = ({ canManage, addInbox, firstInbox, archived }: NoneProps) => {
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
    <EmptyState title="No inboxes yet" action={firstInbox}>
      {canManage
        ? 'Sign in at Gmail or Microsoft 365, or have a password for any other mail server at hand. It takes two minutes.'
        : 'An owner or admin of this workspace can add them.'}
    </EmptyState>
  );
};

/** What a search has found, for those who don't see the lists change. */
const shownCount = (state: List, archived: List, found: Found) => {
  if (!('plan' in state) || !isFiltering(state.filter) || found === 'unknown') return '';
  const count = state.inboxes.length;
  const shown = `${count} ${count === 1 ? 'inbox' : 'inboxes'} shown`;
  const matching = state.plan.archived > 0 && matchWords(archived, state.plan.archived);
  return matching ? `${shown}; of the archived ones ${matching}` : shown;
};

const ArchivedMatch = ({ archived }: { archived: List }) => {
  if (!('plan' in archived)) return null;
  return archived.inboxes.length === 1 ? <>An archived one does.</> : <>Archived ones do.</>;
};

/** The rows, those that share a trouble in one notice each; whoever searches sees every row that matches. */
const Rows = ({ state, ...props }: Props & { state: Listed }) => {
  const { org, checker, path, lifecycle, canManage, onChecked } = props;
  const { shared } = useTroubles(org);
  const { groups, rest } = group(state.inboxes, isFiltering(state.filter) ? [] : shared);
  return (
    <>
      <SharedGroups
        checker={checker}
        groups={groups}
        path={path}
        lifecycle={lifecycle}
        canManage={canManage}
        onChecked={onChecked}
      />
      {rest.length > 0 && <InboxTable inboxes={rest} path={path} lifecycle={lifecycle} />}
    </>
  );
};

/** What the list has found: a table, or why there is none. */
export const Results = (props: Props) => {
  const { list, archived, found, onClear, canManage } = props;
  const { addInbox, firstInbox } = props;
  const state = list.state.value;
  if (!('plan' in state)) return null;
  return (
    <div aria-busy={state.kind === 'searching'} class="list">
      <p class="visually-hidden" role="status">
        {shownCount(state, archived, found)}
      </p>
      <Rows {...props} state={state} />
      {isUntouched(state) && (
        <None
          canManage={canManage}
          addInbox={addInbox}
          firstInbox={firstInbox}
          archived={state.plan.archived}
        />
      )}
      {isFiltering(state.filter) && found === 'archived-only' && (
        <p class="list-note">
          No inbox in use matches. <ArchivedMatch archived={archived} />
        </p>
      )}
      {isFiltering(state.filter) && found === 'none' && (
        <EmptyState
          title="No inbox matches"
          action={<Button onClick={onClear}>Clear the search</Button>}
        >
          Look for another name or address, or choose another status.
        </EmptyState>
      )}
      <ListFoot list={state} onMore={list.more} />
    </div>
  );
};
