import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Organization } from '../../contract/member.ts';
import type { PendingInvitation } from '../../contract/tenancy.ts';
import { fetchMembers, revokeInvitation } from '../api.ts';
import { describe } from '../messages.ts';
import { ConfirmDialog } from '../parts/dialog.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { toast } from '../parts/toast.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteForm } from './invite-form.tsx';
import { MemberList } from './member-list.tsx';
import * as model from './model.ts';

export default function MembersPage({ organization }: { organization: Organization }) {
  const { slug, name, role } = organization;
  useTitle('Members', name);
  const state = useSignal<model.Members>({ kind: 'loading' });
  const load = async () => {
    state.value = { kind: 'loading' };
    try {
      state.value = { kind: 'shown', list: await fetchMembers(slug) };
    } catch (error) {
      state.value = { kind: 'failed', error };
    }
  };
  useEffect(() => void load(), [slug]);

  const revoke = async ({ id, email }: PendingInvitation) => {
    state.value = model.startRevoking(state.value);
    try {
      await revokeInvitation(slug, id);
      state.value = model.revoked(state.value, id);
      toast(`The invitation of ${email} is revoked.`);
    } catch (error) {
      state.value = model.keepInvitation(state.value);
      toast(describe(error).title);
    }
  };

  const members = state.value;
  return (
    <>
      <PageHeading title="Members" lead={`Who works in ${name}, and who may set up its inboxes.`} />
      {members.kind === 'loading' && <Skeleton rows={4} label="Loading the members" />}
      {members.kind === 'failed' && (
        <LoadFailure error={members.error} onRetry={() => void load()} />
      )}
      {'list' in members && (
        <div class="sections">
          <InviteForm
            org={slug}
            roles={model.rolesToGive(role)}
            onInvited={(invitation) => {
              state.value = model.invited(state.value, invitation);
              toast(`The invitation is on its way to ${invitation.email}.`);
            }}
          />
          {members.list.invitations.length > 0 && (
            <InvitationList
              invitations={members.list.invitations}
              onRevoke={(invitation) => {
                state.value = model.confirmRevoking(state.value, invitation);
              }}
            />
          )}
          <MemberList members={members.list.members} />
        </div>
      )}
      {(members.kind === 'confirming' || members.kind === 'revoking') && (
        <ConfirmDialog
          title="Revoke the invitation?"
          confirm="Revoke"
          cancel="Keep it"
          busy={members.kind === 'revoking'}
          onConfirm={() => void revoke(members.invitation)}
          onCancel={() => {
            state.value = model.keepInvitation(state.value);
          }}
        >
          The link that was mailed to <strong>{members.invitation.email}</strong> stops working.
        </ConfirmDialog>
      )}
    </>
  );
}
