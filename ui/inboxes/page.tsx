import type { Organization } from '../../contract/member.ts';
import { mayManage } from '../../contract/role.ts';
import { OutageBanner } from '../health/outage-banner.tsx';
import { Questions } from '../lifecycle/questions.tsx';
import { OperatorBanner } from '../oauth/operator-banner.tsx';
import { ButtonLink } from '../parts/button.tsx';
import { PlusIcon } from '../parts/icons.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { inboxesPath, onboardingPath } from '../session/model.ts';
import { Archived } from './archived.tsx';
import { Filters } from './filters.tsx';
import { foundIn, isFull, isUntouched, noFilter } from './model.ts';
import { PlanFull, PlanLine } from './plan-line.tsx';
import { Results } from './results.tsx';
import { useFilterAddress } from './use-filter-address.ts';
import { useInboxes } from './use-inboxes.ts';

const AddInbox = ({ href, isFirst }: { href: string; isFirst: boolean }) => (
  <ButtonLink look={isFirst ? 'secondary' : 'primary'} href={href}>
    <PlusIcon />
    Add inbox
  </ButtonLink>
);

export const InboxesPage = ({ organization }: { organization: Organization }) => {
  const { slug, role } = organization;
  useTitle('Inboxes', organization.name);
  const path = inboxesPath(slug);
  const { list, archived, lifecycle, search, checker, refresh } = useInboxes(slug);
  useFilterAddress(list.state, search, path);
  const state = list.state.value;
  const found = foundIn(state, archived.state.value);
  const canManage = mayManage(role);
  const plan = 'plan' in state ? state.plan : null;
  const isBare = isUntouched(state);
  const canAdd = canManage && plan !== null && !isFull(plan);
  const isFirst = isBare && plan?.archived === 0;
  const addInbox = canAdd && <AddInbox href={`${path}/new`} isFirst={isFirst} />;

  return (
    <>
      <PageHeading
        title="Inboxes"
        lead="The mailboxes that this workspace answers from."
        actions={
          <>
            {plan && <PlanLine plan={plan} />}
            {(!isBare || isFirst) && addInbox}
          </>
        }
      />
      {canManage && <OperatorBanner org={slug} />}
      <OutageBanner org={slug} besideOperatorBanner={canManage} />
      {canManage && plan && isFull(plan) && (
        <div class="list-notice">
          <PlanFull />
        </div>
      )}
      {!isBare && state.kind !== 'failed' && <Filters filter={state.filter} onChange={search} />}
      {state.kind === 'loading' && <Skeleton rows={5} label="Loading the inboxes" />}
      {state.kind === 'failed' && <LoadFailure error={state.error} onRetry={list.load} />}
      {'plan' in state && (
        <Results
          org={slug}
          checker={checker}
          onChecked={refresh}
          list={list}
          archived={archived.state.value}
          found={found}
          onClear={() => search(noFilter)}
          path={path}
          lifecycle={lifecycle}
          canManage={canManage}
          addInbox={addInbox}
          firstInbox={
            canAdd && (
              <ButtonLink look="primary" href={onboardingPath(slug)}>
                Connect your first inbox
              </ButtonLink>
            )
          }
        />
      )}
      {plan !== null && plan.archived > 0 && (
        <Archived
          list={archived}
          count={plan.archived}
          found={found}
          path={path}
          lifecycle={lifecycle}
        />
      )}
      <Questions lifecycle={lifecycle} />
    </>
  );
};
