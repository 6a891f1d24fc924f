import { and, eq, isNull } from 'drizzle-orm';
import { addressKey, emailAddress } from '../../../../contract/email-address.ts';
import type { InboxAt } from '../../../../contract/inbox-service.ts';
import type { Deps } from '../../../deps.ts';
import { inboxAliases, inboxes } from '../../inboxes/tables.ts';

const inUse = and(isNull(inboxes.archivedAt), isNull(inboxes.deletedAt));
const columns = {
  tenant: inboxes.tenant,
  inboxId: inboxes.id,
  emailAddress: inboxes.emailAddress,
};

/** The inboxes in use, of any tenant, that have an address for their own or an alias. */
export const inboxesAt = async ({ db }: Pick<Deps, 'db'>, address: string): Promise<InboxAt[]> => {
  const parsed = emailAddress.safeParse(address);
  const key = parsed.success ? addressKey(parsed.data) : null;
  if (key === null) return [];
  const [own, byAlias] = await db.batch([
    db
      .select(columns)
      .from(inboxes)
      .where(and(eq(inboxes.emailAddressKey, key), inUse))
      .orderBy(inboxes.id),
    db
      .select(columns)
      .from(inboxAliases)
      .innerJoin(
        inboxes,
        and(eq(inboxes.tenant, inboxAliases.tenant), eq(inboxes.id, inboxAliases.inbox)),
      )
      .where(and(eq(inboxAliases.emailAddressKey, key), inUse))
      .orderBy(inboxes.id),
  ]);
  return [
    ...own.map((one) => ({ ...one, isAlias: false })),
    ...byAlias.map((one) => ({ ...one, isAlias: true })),
  ];
};
