import { z } from 'zod';

export const googleAccount = z.object({
  /** Becomes the id_token's `sub`. */
  id: z.string().min(1),
  email: z.string().includes('@'),
  name: z.string(),
  /** The Workspace domain; a consumer's account has none. */
  hd: z.string().optional(),
  /** False where Gmail is not switched on. */
  hasMailbox: z.boolean().optional(),
});

export const microsoftAccount = z.object({
  /** Becomes `oid`. */
  id: z.guid(),
  tid: z.guid(),
  userPrincipalName: z.string().min(1),
  mail: z.string().nullable(),
  displayName: z.string(),
  /** The id_token's `email`, which Microsoft leaves out of many. */
  email: z.string().optional(),
  /** Other people's mailboxes that this account may open. */
  sharedMailboxes: z.array(z.string()).default([]),
  /** Signing in ends with this AADSTS number: 90094, 65001 (until an administrator grants), 53003... */
  signInError: z.int().optional(),
  /** Administers the tenant, and so may grant what its people may not grant for themselves. */
  isAdmin: z.boolean().optional(),
  /** False where there is no licence for one. */
  hasMailbox: z.boolean().optional(),
});

export const accounts = z.object({
  google: z.array(googleAccount).min(1),
  microsoft: z.array(microsoftAccount).min(1),
});

export type GoogleAccount = z.infer<typeof googleAccount>;
export type MicrosoftAccount = z.infer<typeof microsoftAccount>;
export type Account = GoogleAccount | MicrosoftAccount;
export type Accounts = z.infer<typeof accounts>;

/** What a person would call the account by, for the pages and `login_hint`. */
export const addressOf = (account: Account): string =>
  'userPrincipalName' in account ? (account.mail ?? account.userPrincipalName) : account.email;

/** Whether a person or a script means this account: by its id, its address or its sign-in name. */
export const isCalled = (account: Account, name: string): boolean => {
  const wanted = name.toLowerCase();
  const upn = 'userPrincipalName' in account ? account.userPrincipalName : account.email;
  return [account.id, addressOf(account), upn].some((one) => one.toLowerCase() === wanted);
};
