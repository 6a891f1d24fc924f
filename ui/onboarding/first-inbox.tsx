import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Organization } from '../../contract/member.ts';
import { listInboxes } from '../api.ts';
import { PlanFull } from '../inboxes/plan-line.tsx';
import { finishedWords } from '../new-inbox/finished-words.ts';
import { type Finished, Steps } from '../new-inbox/steps.tsx';
import { ButtonLink } from '../parts/button.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { toast } from '../parts/toast.tsx';
import { inboxesPath, onboardingPath } from '../session/model.ts';
import { type Workspace, workspaceOf } from './model.ts';
import { Welcome } from './welcome.tsx';

// Where it can't be found out, nobody is kept from going on: the API says it at the end.
const askFor = async (org: string): Promise<Workspace> => {
  const page = await listInboxes(org, { status: 'connected', limit: 1 }).catch(() => null);
  return page ? workspaceOf(page) : 'new';
};

// What was typed for these waits on the inbox's own page.
const goesToInbox: ReadonlySet<Finished['outcome']> = new Set(['untested', 'refused']);

/** The way to the first inbox: the wizard's questions, begun or resumed. */
export const FirstInbox = ({ organization }: { organization: Organization }) => {
  const { slug, name } = organization;
  const { route } = useLocation();
  const workspace = useSignal<Workspace | 'asking'>('asking');
  useEffect(() => {
    void askFor(slug).then((found) => {
      workspace.value = found;
    });
  }, [slug]);
  const list = inboxesPath(slug);
  const path = onboardingPath(slug);
  const pathOf = (id: string) => `${path}?inbox=${id}`;
  const finish = (made: Finished) => {
    if (made.outcome !== 'connected') {
      toast(finishedWords(made), { tone: made.outcome === 'not-begun' ? 'bad' : 'good' });
    }
    if (goesToInbox.has(made.outcome)) return route(`${list}/${made.id}/connection`);
    route(pathOf(made.id), true);
  };
  const known = workspace.value;
  if (known === 'asking') return <Skeleton rows={4} label="Loading the workspace" />;
  return (
    <>
      <Welcome workspace={known} name={name} list={list} />
      {known === 'full' ? (
        <div class="wizard-full">
          <PlanFull />
          <ButtonLink href={list}>See all inboxes</ButtonLink>
        </div>
      ) : (
        <Steps
          org={slug}
          path={path}
          cancelPath={list}
          returnTo="onboarding"
          pathOf={pathOf}
          onFinished={finish}
        />
      )}
    </>
  );
};
