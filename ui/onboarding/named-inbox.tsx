import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Inbox } from '../../contract/inbox.ts';
import type { Organization } from '../../contract/member.ts';
import { fetchInbox } from '../api.ts';
import { NotFound } from '../not-found/page.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { codeOf } from '../problem-error.ts';
import { onboardingPath } from '../session/model.ts';
import { InboxStanding } from './inbox-standing.tsx';

type State =
  | { kind: 'loading' }
  | { kind: 'missing' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'open'; inbox: Inbox };

type Props = { organization: Organization; id: string };

/** The inbox that this page has helped to make, as it is now. */
export const NamedInbox = ({ organization, id }: Props) => {
  const { slug } = organization;
  const state = useSignal<State>({ kind: 'loading' });
  const show = (inbox: Inbox) => {
    state.value = { kind: 'open', inbox };
  };
  const load = async () => {
    state.value = { kind: 'loading' };
    try {
      show(await fetchInbox(slug, id));
    } catch (error) {
      state.value = codeOf(error) === 'not-found' ? { kind: 'missing' } : { kind: 'failed', error };
    }
  };
  useEffect(() => {
    void load();
  }, [slug, id]);
  switch (state.value.kind) {
    case 'loading':
      return <Skeleton rows={4} label="Loading the inbox" />;
    case 'missing':
      return <NotFound href={onboardingPath(slug)} label="Connect an inbox" />;
    case 'failed':
      return <LoadFailure error={state.value.error} onRetry={() => void load()} />;
    case 'open':
      return <InboxStanding organization={organization} inbox={state.value.inbox} onInbox={show} />;
  }
};
