/** What a person may be in a tenant. Owners and admins manage; agents and viewers see the list. */
export const roles = ['owner', 'admin', 'agent', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** Whether a role may change inboxes and see how they are connected. */
export const mayManage = (role: Role): boolean => role === 'owner' || role === 'admin';
