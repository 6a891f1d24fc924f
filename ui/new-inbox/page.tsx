import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Organization } from '../../contract/member.ts';
import { listInboxes } from '../api.ts';
import { isFull } from '../inboxes/model.ts';
import { PlanFull } from '../inboxes/plan-line.tsx';
import { ButtonLink } from '../parts/button.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { toast } from '../parts/toast.tsx';
import { inboxesPath } from '../session/model.ts';
import { finishedWords } from './finished-words.ts';
import { type Finished, Steps } from './steps.tsx';

type Room = 'asking' | 'some' | 'none';

/** Whether the plan has room. Where that can't be found out the API will say it at the end. */
const roomIn = async (org: string): Promise<Room> => {
  const page = await listInboxes(org, { limit: 1 }).catch(() => null);
  return page && isFull(page.plan) ? 'none' : 'some';
};

const goesToList: ReadonlySet<Finished['outcome']> = new Set(['connected', 'unconnected']);

const AddInbox = ({ org, list }: { org: string; list: string }) => {
  const { route } = useLocation();
  const pathOf = (id: string) => `${list}/${id}/connection`;
  return (
    <Steps
      org={org}
      path={`${list}/new`}
      cancelPath={list}
      returnTo="inbox"
      pathOf={pathOf}
      onFinished={(made) => {
        toast(finishedWords(made), { tone: made.outcome === 'not-begun' ? 'bad' : 'good' });
        route(goesToList.has(made.outcome) ? list : pathOf(made.id));
      }}
    />
  );
};

/** Adding an inbox; a plan that is used up says so before anybody has typed. */
export default function NewInboxPage({ organization }: { organization: Organization }) {
  const { slug, name } = organization;
  useTitle('Add inbox', name);
  const room = useSignal<Room>('asking');
  useEffect(() => {
    void roomIn(slug).then((found) => {
      room.value = found;
    });
  }, [slug]);
  const list = inboxesPath(slug);
  return (
    <>
      <PageHeading title="Add inbox" back={{ href: list, label: 'Inboxes' }} />
      {room.value === 'asking' && <Skeleton rows={2} label="Loading your plan" />}
      {room.value === 'none' && (
        <div class="wizard-full">
          <PlanFull />
          <ButtonLink href={list}>Back to the inboxes</ButtonLink>
        </div>
      )}
      {room.value === 'some' && <AddInbox org={slug} list={list} />}
    </>
  );
}
