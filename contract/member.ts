import { z } from 'zod';
import { roles } from './role.ts';

export const role = z.enum(roles);

export const organization = z.object({ slug: z.string(), name: z.string(), role });
export type Organization = z.infer<typeof organization>;

export const me = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  organizations: z.array(organization),
});
export type Me = z.infer<typeof me>;
