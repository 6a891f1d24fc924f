import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Database } from '../../../platform/database.ts';
import { members, users } from '../../tenants/tables.ts';
import { alertOptOuts } from '../tables.ts';

/** The addresses of a tenant's owners and admins, but for those who want no such mails. */
export const recipientsOf = async (db: Database, tenant: string): Promise<string[]> => {
  const rows = await db
    .select({ email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(
      alertOptOuts,
      and(eq(alertOptOuts.tenant, tenant), eq(alertOptOuts.person, members.userId)),
    )
    .where(
      and(
        eq(members.organizationId, tenant),
        inArray(members.role, ['owner', 'admin']),
        isNull(alertOptOuts.person),
      ),
    )
    .orderBy(asc(users.email));
  return rows.map(({ email }) => email);
};
