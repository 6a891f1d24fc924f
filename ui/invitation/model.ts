import type { Me } from '../../contract/member.ts';
import type { InvitationView } from '../../contract/tenancy.ts';

/** How the holder of an invitation can accept it. */
export type Way = 'make-account' | 'sign-in' | 'join' | 'wrong-account';

/** An invitation is for one address: another account that happens to be signed in can't take it. */
export const wayToAccept = (invitation: InvitationView, me: Me | null): Way => {
  if (me === null) return invitation.hasAccount ? 'sign-in' : 'make-account';
  const isInvited = me.user.email.toLowerCase() === invitation.email.toLowerCase();
  return isInvited ? 'join' : 'wrong-account';
};
