import { eq } from 'drizzle-orm';
import type { InboxPage } from '../../../contract/inbox.ts';
import { ProblemError } from '../../http/problem.ts';
import type { Database } from '../../platform/database.ts';
import { DEFAULT_INBOX_LIMIT, entitlements } from '../tenants/tables.ts';

/** Reads what a tenant's plan allows and what is used of it: one row, however many inboxes there are. */
export const planReads = (db: Database, tenant: string) =>
  db
    .select({
      limit: entitlements.inboxLimit,
      used: entitlements.activeInboxes,
      archived: entitlements.archivedInboxes,
    })
    .from(entitlements)
    .where(eq(entitlements.tenant, tenant));

/** The plan that was read. */
export const planOf = ([plan]: InboxPage['plan'][]): InboxPage['plan'] =>
  plan ?? { limit: DEFAULT_INBOX_LIMIT, used: 0, archived: 0 };

/** Throws `inbox-limit-reached` where the plan has no room for one more. */
export const requireRoom = (found: InboxPage['plan'][]): void => {
  const { limit, used } = planOf(found);
  if (used >= limit) throw new ProblemError('inbox-limit-reached');
};
