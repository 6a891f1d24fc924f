import { useEffect, useMemo } from 'preact/hooks';
import type { Organization } from '../../contract/member.ts';
import { mayManage } from '../../contract/role.ts';
import { Button, ButtonLink } from '../parts/button.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PlusIcon } from '../parts/icons.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { inboxesPath } from '../session/model.ts';
import { Filters } from './filters.tsx';
import { inboxList } from './list.ts';
import { isFiltering, noFilter } from './model.ts';
import { PlanLine } from './plan-line.tsx';
import { InboxTable } from './table.tsx';

const AddInbox = ({ href }: { href: string }) => (
  <ButtonLink look="primary" href={href}>
    <PlusIcon />
    Add inbox
  </ButtonLink>
);

export const InboxesPage = ({ organization }: { organization: Organization }) => {
  const { slug, role } = organization;
  useTitle('Inboxes', organization.name);
  const list = useMemo(() => inboxList(slug), [slug]);
  useEffect(() => {
    list.load();
    return list.dispose;
  }, [list]);
  const state = list.state.value;
  const canManage = mayManage(role);
  const path = inboxesPath(slug);
  const plan = 'plan' in state ? state.plan : null;
  const canAdd = canManage && plan !== null && plan.used < plan.limit;
  const isEmpty = 'plan' in state && state.inboxes.length === 0;
  const isUntouched = isEmpty && !isFiltering(state.filter) && state.kind === 'shown';

  return (
    <>
      <PageHeading
        title="Inboxes"
        lead="The mailboxes that this workspace answers from."
        actions={
          <>
            {plan && <PlanLine plan={plan} manages={canManage} />}
            {canAdd && !isUntouched && <AddInbox href={`${path}/new`} />}
          </>
        }
      />
      {!isUntouched && state.kind !== 'failed' && (
        <Filters filter={state.filter} onChange={list.search} />
      )}
      {state.kind === 'loading' && <Skeleton rows={5} label="Loading the inboxes" />}
      {state.kind === 'failed' && <LoadFailure error={state.error} onRetry={list.load} />}
      {'plan' in state && (
        <div aria-busy={state.kind === 'searching'} class="list">
          <p class="visually-hidden" role="status">
            {isFiltering(state.filter) && state.kind === 'shown' && found(state.inboxes.length)}
          </p>
          {!isEmpty && <InboxTable inboxes={state.inboxes} path={path} manages={canManage} />}
          {isEmpty && !isUntouched && (
            <EmptyState
              title="No inbox matches"
              action={<Button onClick={() => list.search(noFilter)}>Clear the search</Button>}
            >
              Look for another name or address, or choose another status.
            </EmptyState>
          )}
          {isUntouched && (
            <EmptyState
              title={canManage ? 'Connect your first inbox' : 'No inboxes yet'}
              action={canAdd && <AddInbox href={`${path}/new`} />}
            >
              {canManage
                ? 'Have the address and its password at hand. It takes two minutes.'
                : 'An owner or admin of this workspace can add them.'}
            </EmptyState>
          )}
          {state.kind === 'more-failed' && <ProblemNotice error={state.error} />}
          {state.nextCursor !== null && (
            <div class="list-foot">
              <Button busy={state.kind === 'loading-more'} onClick={list.more}>
                Load more
              </Button>
            </div>
          )}
        </div>
      )}
    </>
  );
};

const found = (count: number) => `${count} ${count === 1 ? 'inbox' : 'inboxes'} shown`;
