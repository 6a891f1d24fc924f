import { z } from 'zod';

/** What a person may be in a tenant. Owners and admins manage; agents and viewers see the list. */
export const roles = ['owner', 'admin', 'agent', 'viewer'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** Whether a role may change inboxes and see how they are connected. */
export const mayManage = (role: Role): boolean => role === 'owner' || role === 'admin';

export const organization = z.object({ slug: z.string(), name: z.string(), role });
export type Organization = z.infer<typeof organization>;

export const me = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  organizations: z.array(organization),
});
export type Me = z.infer<typeof me>;
