import { createAccessControl } from 'better-auth/plugins/access';
import type { Role } from '../../../contract/role.ts';

const statements = {
  organization: ['update', 'delete'],
  member: ['create', 'update', 'delete'],
  invitation: ['create', 'cancel'],
  inbox: ['list', 'manage'],
  audit: ['read'],
  ac: ['read'],
} as const;

/** What may be done in a tenant, in the terms of better-auth's access control. */
export const accessControl = createAccessControl(statements);

const manager = accessControl.newRole({
  organization: ['update'],
  member: ['create', 'update', 'delete'],
  invitation: ['create', 'cancel'],
  inbox: ['list', 'manage'],
  audit: ['read'],
  ac: ['read'],
});

const reader = accessControl.newRole({ inbox: ['list'], ac: ['read'] });

/** What each role may do. */
export const accessOf = {
  owner: accessControl.newRole({ ...manager.statements, organization: ['update', 'delete'] }),
  admin: manager,
  agent: reader,
  viewer: reader,
} satisfies Record<Role, unknown>;

export type Permission =
  | { inbox: 'list' | 'manage' }
  | { invitation: 'create' | 'cancel' }
  | { audit: 'read' };

/** Whether a role may do something. */
export const may = (role: Role, permission: Permission): boolean => {
  const request = Object.fromEntries(
    Object.entries(permission).map(([resource, action]) => [resource, [action]]),
  );
  return accessOf[role].authorize(request).success;
};
