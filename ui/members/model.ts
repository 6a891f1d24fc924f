import type { Role } from '../../contract/role.ts';
import type { MemberList, PendingInvitation } from '../../contract/tenancy.ts';

export type Members =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'shown'; list: MemberList }
  | { kind: 'confirming'; list: MemberList; invitation: PendingInvitation }
  | { kind: 'revoking'; list: MemberList; invitation: PendingInvitation };

export const confirmRevoking = (members: Members, invitation: PendingInvitation): Members =>
  members.kind === 'shown' ? { ...members, kind: 'confirming', invitation } : members;

export const keepInvitation = (members: Members): Members =>
  'list' in members ? { kind: 'shown', list: members.list } : members;

export const startRevoking = (members: Members): Members =>
  members.kind === 'confirming' ? { ...members, kind: 'revoking' } : members;

export const revoked = (members: Members, id: string): Members =>
  'list' in members
    ? {
        kind: 'shown',
        list: {
          ...members.list,
          invitations: members.list.invitations.filter((invitation) => invitation.id !== id),
        },
      }
    : members;

/** A second invitation to an address takes the first one's place. */
export const invited = (members: Members, invitation: PendingInvitation): Members => {
  if (!('list' in members)) return members;
  const others = members.list.invitations.filter(
    ({ email }) => email.toLowerCase() !== invitation.email.toLowerCase(),
  );
  return {
    kind: 'shown',
    list: { ...members.list, invitations: [...others, invitation] },
  };
};

/** Only an owner makes owners. */
export const rolesToGive = (own: Role): Role[] =>
  own === 'owner' ? ['owner', 'admin', 'agent', 'viewer'] : ['admin', 'agent', 'viewer'];
