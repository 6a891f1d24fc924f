import { and, eq, isNull, sql } from 'drizzle-orm';
import type { InboxChange } from '../../../contract/inbox.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { findInbox } from './queries.ts';
import { type InboxRow, inboxes } from './tables.ts';

/** Throws `changed-meanwhile` unless the row is the version that the caller has seen. */
export const requireVersion = (row: InboxRow, seen: number | undefined): void => {
  if (seen !== undefined && seen !== row.version) throw new ProblemError('changed-meanwhile');
};

type Change = Partial<typeof inboxes.$inferInsert>;

/**
 * Writes an edit onto the row as it was read. What a check finds is written elsewhere: it goes by the
 * credentials' version, as an edit of a name must not make it stale. Throws
 * `changed-meanwhile` when the row has moved on, so that no slow request undoes a newer one.
 */
export const writeInbox = async (
  { db, now }: Deps,
  row: InboxRow,
  change: Change,
): Promise<InboxRow> => {
  const written = await db
    .update(inboxes)
    .set({ ...change, updatedAt: now(), version: sql`${inboxes.version} + 1` })
    .where(
      and(
        eq(inboxes.tenant, row.tenant),
        eq(inboxes.id, row.id),
        eq(inboxes.version, row.version),
        isNull(inboxes.deletedAt),
      ),
    )
    .returning()
    .get();
  if (written === undefined) throw new ProblemError('changed-meanwhile');
  return written;
};

/** Changes an inbox's names. Throws `not-found` and `changed-meanwhile`. */
export const changeInbox = async (
  deps: Deps,
  tenant: string,
  id: string,
  { name, displayName }: InboxChange,
  seen: number | undefined,
): Promise<InboxRow> => {
  const row = await findInbox(deps.db, tenant, id);
  requireVersion(row, seen);
  return writeInbox(deps, row, {
    ...(name === undefined ? {} : { name }),
    ...(displayName === undefined ? {} : { displayName: displayName || null }),
  });
};
