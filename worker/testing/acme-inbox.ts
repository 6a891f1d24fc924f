import { eq } from 'drizzle-orm';
import type { Inbox } from '../../contract/inbox.ts';
import { type InboxRow, inboxes } from '../domains/inboxes/tables.ts';
import { type Browser, db, IMAP_INBOX, makeTenant, signedIn } from './world.ts';

export const INBOXES = '/api/orgs/acme/inboxes';

/** An admin of a tenant that has one inbox, and the inbox as the API and the database know it. */
export type AcmeInbox = { admin: Browser; id: string; path: string; row: () => Promise<InboxRow> };

export const makeAcmeInbox = async (): Promise<AcmeInbox> => {
  await makeTenant('acme');
  const admin = await signedIn('admin@acme.test');
  const { id } = (await admin.post(INBOXES, IMAP_INBOX)).body as Inbox;
  const row = async () => {
    const found = await db.select().from(inboxes).where(eq(inboxes.id, id)).get();
    if (!found) throw new Error('The inbox has no row.');
    return found;
  };
  return { admin, id, path: `${INBOXES}/${id}`, row };
};

/** The same servers with the password left empty, which means the stored one. */
export const withoutPassword = <Server extends object>(server: Server) => ({
  ...server,
  password: '',
});
