import { and, eq } from 'drizzle-orm';
import type { AlertPreference, AlertPreferenceChange } from '../../../contract/health.ts';
import type { Deps } from '../../deps.ts';
import type { Who } from '../tenants/session.ts';
import { alertOptOuts } from './tables.ts';

/** Whether a person is mailed about a tenant's inboxes. */
export const preferenceOf = async (
  { db, mailer }: Pick<Deps, 'db' | 'mailer'>,
  { tenant, person }: Who,
): Promise<AlertPreference> => {
  const own = and(eq(alertOptOuts.tenant, tenant), eq(alertOptOuts.person, person.id));
  const optOut = await db.select().from(alertOptOuts).where(own).get();
  return { mails: optOut === undefined, canSend: mailer !== null };
};

/** Changes it. */
export const changePreference = async (
  deps: Pick<Deps, 'db' | 'mailer'>,
  who: Who,
  { mails }: AlertPreferenceChange,
): Promise<AlertPreference> => {
  const { db } = deps;
  const row = { tenant: who.tenant, person: who.person.id };
  const own = and(eq(alertOptOuts.tenant, row.tenant), eq(alertOptOuts.person, row.person));
  if (mails) await db.delete(alertOptOuts).where(own);
  else await db.insert(alertOptOuts).values(row).onConflictDoNothing();
  return preferenceOf(deps, who);
};
