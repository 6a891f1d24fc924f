import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Outage } from '../../../contract/health.ts';
import type { Deps } from '../../deps.ts';
import { outagesNow } from '../connections/outages.ts';
import { inboxes } from '../inboxes/tables.ts';

const TYPES = { connector: 'imap', google: 'gmail', microsoft: 'microsoft' } as const;

/** The outages that a tenant's own inboxes meet. */
export const outagesFor = async (
  deps: Pick<Deps, 'db' | 'now' | 'configuration'>,
  tenant: string,
): Promise<Outage[]> => {
  const outages = await outagesNow(deps);
  if (outages.length === 0) return [];
  const types = outages.map(({ part }) => TYPES[part]);
  const used = await deps.db
    .selectDistinct({ type: inboxes.connectionType })
    .from(inboxes)
    .where(
      and(
        eq(inboxes.tenant, tenant),
        inArray(inboxes.connectionType, types),
        isNotNull(inboxes.credentialsEncrypted),
        isNull(inboxes.archivedAt),
        isNull(inboxes.deletedAt),
      ),
    );
  return outages.filter(({ part }) => used.some(({ type }) => type === TYPES[part]));
};
