import { z } from 'zod';
import { emailAddress } from './email-address.ts';

export const MAX_ALIASES = 50;

/** Another address that reaches the same inbox. */
export const alias = z.object({
  id: z.string(),
  emailAddress: z.string(),
  createdAt: z.iso.datetime(),
});
export type Alias = z.infer<typeof alias>;

export const aliasCreation = z.object({ emailAddress });
export type AliasCreation = z.input<typeof aliasCreation>;

/** All aliases of an inbox, oldest first; at most {@link MAX_ALIASES}. */
export const aliasList = z.object({ aliases: z.array(alias) });
export type AliasList = z.infer<typeof aliasList>;
