import { and, eq, isNull } from 'drizzle-orm';
import type { AuditChange } from '../../../contract/audit.ts';
import type { Deps } from '../../deps.ts';
import { audited } from '../audit/audited.ts';
import { inboxById } from '../inboxes/queries.ts';
import { type InboxRow, inboxes } from '../inboxes/tables.ts';
import type { Who } from '../tenants/session.ts';

type Found = {
  /** Of the credentials that were checked. */
  credentialsVersion: number;
  change: (row: InboxRow) => Partial<InboxRow>;
  changes: AuditChange[];
};

/** Writes what was found of an inbox's credentials, unless they are others by now, or it is archived. */
export const found = ({ db }: Deps, row: InboxRow, change: Partial<InboxRow>) =>
  db
    .update(inboxes)
    .set(change)
    .where(
      and(
        eq(inboxes.tenant, row.tenant),
        eq(inboxes.id, row.id),
        eq(inboxes.credentialsVersion, row.credentialsVersion),
        isNull(inboxes.archivedAt),
      ),
    );

/**
 * Writes what a check on stored credentials found, and tells of it. What it found of credentials that
 * are no longer the stored ones, or of an inbox that was archived meanwhile, changes nothing.
 */
export const recordFound = (
  deps: Deps,
  who: Who,
  id: string,
  { credentialsVersion, change, changes }: Found,
): Promise<void> =>
  audited(deps, who, [inboxById(deps.db, who.tenant, id)], ([[row]]) => {
    if (row === undefined) return { statements: [], events: [], answer: undefined } as const;
    const changed = row.credentialsVersion === credentialsVersion ? change(row) : {};
    const isNews = Object.keys(changed).length > 0;
    return {
      statements: isNews ? [found(deps, row, changed)] : [],
      events: [{ action: 'inbox.checked', inbox: { id: row.id, name: row.name }, changes }],
      answer: undefined,
    };
  });
