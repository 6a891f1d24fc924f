import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Organization } from '../../contract/member.ts';
import { fetchInbox } from '../api.ts';
import { NotFound } from '../not-found/page.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { useTitle } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { toast } from '../parts/toast.tsx';
import { codeOf } from '../problem-error.ts';
import { draftsOf } from '../session/drafts.ts';
import { inboxesPath } from '../session/model.ts';
import { personId } from '../session/session.ts';
import { type OpenInbox, openInbox } from './open-inbox.ts';
import { InboxScreen } from './screen.tsx';
import { tabOf } from './tabs.ts';

type State =
  | { kind: 'loading' }
  | { kind: 'missing' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'open'; open: OpenInbox };

type Props = { organization: Organization; id: string; tab?: string };

export default function InboxPage({ organization, id, tab }: Props) {
  useTitle('Inbox', organization.name);
  const state = useSignal<State>({ kind: 'loading' });
  const load = async () => {
    state.value = { kind: 'loading' };
    try {
      const inbox = await fetchInbox(organization.slug, id);
      const drafts = draftsOf(personId(), organization.slug, id);
      const open = openInbox(organization.slug, inbox, drafts);
      state.value = { kind: 'open', open };
      if (open.wasKept) toast('What you had not saved is here again.');
    } catch (error) {
      state.value = codeOf(error) === 'not-found' ? { kind: 'missing' } : { kind: 'failed', error };
    }
  };
  useEffect(() => {
    void load();
    return () => {
      if (state.peek().kind === 'open') (state.peek() as { open: OpenInbox }).open.dispose();
    };
  }, [id]);

  const list = inboxesPath(organization.slug);
  const known = tabOf(tab);
  if (state.value.kind === 'missing' || known === undefined) {
    return <NotFound href={list} label="Back to the inboxes" />;
  }
  switch (state.value.kind) {
    case 'loading':
      return <Skeleton rows={4} label="Loading the inbox" />;
    case 'failed':
      return <LoadFailure error={state.value.error} onRetry={() => void load()} />;
    case 'open':
      return (
        <InboxScreen
          key={id}
          organization={organization}
          open={state.value.open}
          list={list}
          tab={known}
        />
      );
  }
}
