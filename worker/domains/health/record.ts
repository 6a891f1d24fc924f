import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import type { StoredCheck } from '../connections/check-stored.ts';
import { type InboxRow, inboxes } from '../inboxes/tables.ts';
import { afterFinding, isHealthy } from '../inboxes/trouble.ts';
import { noteExpiries } from './expiries.ts';

type Found = Extract<StoredCheck, { kind: 'found' }>;

/**
 * Writes what a background check found of an inbox, where that is news. It is dropped where the
 * credentials are others by now, the inbox is archived or gone, or another check has been written since
 * this one read it.
 */
export const recordInBackground = async (
  deps: Deps,
  row: InboxRow,
  { finding, version, certificates }: Found,
): Promise<void> => {
  await noteExpiries(deps, row, certificates);
  if (finding.kind === 'passed' && isHealthy(row)) return;
  const asItWas = and(
    eq(inboxes.credentialsVersion, version),
    eq(inboxes.failingChecks, row.failingChecks),
    sql`${inboxes.lastErrorAt} is ${row.lastErrorAt?.getTime() ?? null}`,
  );
  await deps.db
    .update(inboxes)
    .set(afterFinding(row, finding, deps.now()))
    .where(
      and(
        eq(inboxes.tenant, row.tenant),
        eq(inboxes.id, row.id),
        isNull(inboxes.archivedAt),
        isNull(inboxes.deletedAt),
        asItWas,
      ),
    );
};
