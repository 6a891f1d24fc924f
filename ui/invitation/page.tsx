import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { InvitationView } from '../../contract/tenancy.ts';
import * as api from '../api.ts';
import { describe, roleNames } from '../messages.ts';
import { ButtonLink } from '../parts/button.tsx';
import { Mark } from '../parts/icons.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { codeOf } from '../problem-error.ts';
import { inboxesPath } from '../session/model.ts';
import { loadSession, session } from '../session/session.ts';
import { BareShell } from '../shell/shell.tsx';
import { wayToAccept } from './model.ts';
import { JoinForm, MakeAccountForm, SignInFirst, WrongAccount } from './ways.tsx';

type State =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'open'; invitation: InvitationView };

const Invalid = ({ error }: { error: unknown }) => {
  const { title, advice } = describe(error);
  return (
    <div class="entry">
      <Mark />
      <PageHeading title={title} />
      <p class="entry-lead">{advice}</p>
      <ButtonLink href="/">Go to Letterbox</ButtonLink>
    </div>
  );
};

export default function InvitationPage({ secret }: { secret: string }) {
  useTitle('Invitation');
  const { route } = useLocation();
  const state = useSignal<State>({ kind: 'loading' });
  const load = async () => {
    state.value = { kind: 'loading' };
    try {
      state.value = { kind: 'open', invitation: await api.fetchInvitation(secret) };
    } catch (error) {
      state.value = { kind: 'failed', error };
    }
  };
  useEffect(() => void load(), [secret]);

  const joined = async (slug: string) => {
    await loadSession();
    route(inboxesPath(slug), true);
  };

  if (state.value.kind === 'failed') {
    const { error } = state.value;
    const code = codeOf(error);
    const isGone = code === 'invitation-invalid' || code === 'not-found';
    return (
      <BareShell>
        {isGone ? <Invalid error={error} /> : <LoadFailure error={error} onRetry={load} />}
      </BareShell>
    );
  }
  if (state.value.kind === 'loading' || session.value.kind === 'loading') {
    return (
      <BareShell>
        <Skeleton rows={3} label="Loading the invitation" />
      </BareShell>
    );
  }
  const { invitation } = state.value;
  const me = session.value.kind === 'signed-in' ? session.value.me : null;
  const ways = {
    'make-account': MakeAccountForm,
    'sign-in': SignInFirst,
    join: JoinForm,
    'wrong-account': WrongAccount,
  };
  const Way = ways[wayToAccept(invitation, me)];
  return (
    <BareShell>
      <div class="entry">
        <Mark />
        <PageHeading
          title={`Join ${invitation.organization.name}`}
          lead={
            <>
              <strong>{invitation.email}</strong> is invited as {roleNames[invitation.role]}.
            </>
          }
        />
        <Way secret={secret} invitation={invitation} onJoined={joined} />
      </div>
    </BareShell>
  );
}
