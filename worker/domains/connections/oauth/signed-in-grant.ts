import { z } from 'zod';
import { oauthProviders } from '../../../../contract/oauth.ts';
import { inboxGrant } from '../../inboxes/grant.ts';

/** A grant on a mailbox that was proven to open, and who gave it. */
export const signedInGrant = z.object({
  provider: z.enum(oauthProviders),
  /** `sub` or `tid:oid` of the account: names it for good. */
  subject: z.string(),
  /** The account as a person knows it. */
  account: z.string(),
  /** The mailbox's address: the account's own, or a shared one's. */
  mailbox: z.string(),
  isShared: z.boolean(),
  scopes: z.array(z.string()),
  grant: inboxGrant,
});
export type SignedInGrant = z.infer<typeof signedInGrant>;
