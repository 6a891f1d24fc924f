import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { type InboxGrant, readGrant, sealGrant } from '../domains/inboxes/grant.ts';
import { inboxes } from '../domains/inboxes/tables.ts';
import { createVault } from '../platform/vault.ts';
import { rowNow } from './sign-in.ts';
import { db } from './world.ts';

const vault = createVault(env.ENCRYPTION_KEY);

/** An inbox's grant, opened. */
export const grantOf = async (inbox: { id: string }): Promise<InboxGrant> => {
  const stored = await readGrant(vault, await rowNow(inbox));
  if (stored.state !== 'readable') throw new Error(stored.state);
  return stored.grant;
};

/** Changes what is sealed for an inbox, as time would. */
export const changeGrant = async (
  inbox: { id: string },
  change: Partial<InboxGrant>,
): Promise<void> => {
  const row = await rowNow(inbox);
  const { envelope } = await sealGrant(vault, row, { ...(await grantOf(inbox)), ...change });
  await db.update(inboxes).set({ credentialsEncrypted: envelope }).where(eq(inboxes.id, inbox.id));
};

/** Lets an inbox's access token be one that has run out. */
export const expire = (inbox: { id: string }): Promise<void> =>
  changeGrant(inbox, { issuedAt: 0, expiresAt: 1 });
