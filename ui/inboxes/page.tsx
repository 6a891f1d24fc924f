import { useEffect, useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Organization } from '../../contract/member.ts';
import { mayManage } from '../../contract/role.ts';
import { type Change, useChanges } from '../lifecycle/changes.ts';
import { inboxLifecycle } from '../lifecycle/lifecycle.ts';
import { Questions } from '../lifecycle/questions.tsx';
import { ButtonLink } from '../parts/button.tsx';
import { PlusIcon } from '../parts/icons.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { inboxesPath } from '../session/model.ts';
import { Archived } from './archived.tsx';
import { Filters } from './filters.tsx';
import { inboxList } from './list.ts';
import { filterOf, isFull, isUntouched, neighbourOf } from './model.ts';
import { PlanFull, PlanLine } from './plan-line.tsx';
import { Results } from './results.tsx';
import { refocus } from './row-focus.ts';
import { useFilterAddress } from './use-filter-address.ts';

const AddInbox = ({ href }: { href: string }) => (
  <ButtonLink look="primary" href={href}>
    <PlusIcon />
    Add inbox
  </ButtonLink>
);

/** The two lists of a workspace, and what is done with what stands in them. */
const useInboxes = (slug: string) => {
  const { query } = useLocation();
  const parts = useMemo(
    () => ({
      list: inboxList(slug, { filter: filterOf(query) }),
      archived: inboxList(slug, { archived: 'true' }),
      lifecycle: inboxLifecycle(slug),
    }),
    [slug],
  );
  const { list, archived } = parts;
  useEffect(() => {
    list.load();
    return () => {
      list.dispose();
      archived.dispose();
    };
  }, [parts]);
  useChanges((change: Change) => {
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

export const InboxesPage = ({ organization }: { organization: Organization }) => {
  const { slug, role } = organization;
  useTitle('Inboxes', organization.name);
  const path = inboxesPath(slug);
  const { list, archived, lifecycle } = useInboxes(slug);
  useFilterAddress(list, path);
  const state = list.state.value;
  const canManage = mayManage(role);
  const plan = 'plan' in state ? state.plan : null;
  const addInbox = canManage && plan && !isFull(plan) && <AddInbox href={`${path}/new`} />;
  const isBare = isUntouched(state);

  return (
    <>
      <PageHeading
        title="Inboxes"
        lead="The mailboxes that this workspace answers from."
        actions={
          <>
            {plan && <PlanLine plan={plan} />}
            {!isBare && addInbox}
          </>
        }
      />
      {canManage && plan && isFull(plan) && (
        <div class="list-notice">
          <PlanFull />
        </div>
      )}
      {!isBare && state.kind !== 'failed' && (
        <Filters filter={state.filter} onChange={list.search} />
      )}
      {state.kind === 'loading' && <Skeleton rows={5} label="Loading the inboxes" />}
      {state.kind === 'failed' && <LoadFailure error={state.error} onRetry={list.load} />}
      {'plan' in state && (
        <Results
          list={list}
          path={path}
          lifecycle={lifecycle}
          canManage={canManage}
          addInbox={addInbox}
        />
      )}
      {plan !== null && plan.archived > 0 && (
        <Archived list={archived} count={plan.archived} path={path} lifecycle={lifecycle} />
      )}
      <Questions lifecycle={lifecycle} />
    </>
  );
};
