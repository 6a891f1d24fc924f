import type { PendingInvitation } from '../../contract/tenancy.ts';
import { roleNames } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { Day } from '../parts/time.tsx';

type Props = {
  invitations: PendingInvitation[];
  onRevoke: (invitation: PendingInvitation) => void;
};

export const InvitationList = ({ invitations, onRevoke }: Props) => (
  <section>
    <h2 class="section-title">Pending invitations</h2>
    <ul class="people">
      {invitations.map((invitation) => (
        <li key={invitation.id} class="person">
          <span class="person-words">
            <span class="person-name">{invitation.email}</span>
            <span class="person-note">
              Open until <Day at={invitation.expiresAt} />
            </span>
          </span>
          <span class="role">{roleNames[invitation.role]}</span>
          <Button
            aria-label={`Revoke the invitation of ${invitation.email}`}
            onClick={() => onRevoke(invitation)}
          >
            Revoke
          </Button>
        </li>
      ))}
    </ul>
  </section>
);
