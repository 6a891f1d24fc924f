import { and, asc, count, eq, gt, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { DEFAULT_PAGE_SIZE, type InboxListQuery, type Status } from '../../../contract/inbox.ts';
import { ProblemError } from '../../http/problem.ts';
import type { Database } from '../../platform/database.ts';
import { DEFAULT_INBOX_LIMIT, entitlements } from '../tenants/tables.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type InboxRow, inboxes } from './tables.ts';

/** One inbox of a tenant. Throws `not-found`, also for another tenant's. */
export const findInbox = async (db: Database, tenant: string, id: string): Promise<InboxRow> => {
  const row = await db
    .select()
    .from(inboxes)
    .where(and(eq(inboxes.tenant, tenant), eq(inboxes.id, id), isNull(inboxes.deletedAt)))
    .get();
  if (row === undefined) throw new ProblemError('not-found');
  return row;
};

const STATUS: Record<Status, SQL | undefined> = {
  connected: and(isNotNull(inboxes.connectedAt), isNull(inboxes.lastError)),
  error: isNotNull(inboxes.lastError),
  disconnected: and(isNull(inboxes.connectedAt), isNull(inboxes.lastError)),
};

// Not LIKE: D1 takes patterns of at most 50 bytes.
const contains = (
  column: SQL.Aliased | typeof inboxes.name | typeof inboxes.emailAddress,
  text: string,
) => sql`instr(lower(${column}), lower(${text})) > 0`;

const archivedIs = (archived: boolean) =>
  archived ? isNotNull(inboxes.archivedAt) : sql`${inboxes.archivedAt} is null`;

/** A page of a tenant's inboxes, oldest first. */
export const listInboxes = async (
  db: Database,
  tenant: string,
  { q, status, archived, cursor, limit = DEFAULT_PAGE_SIZE }: InboxListQuery,
): Promise<{ rows: InboxRow[]; nextCursor: string | null }> => {
  const rows = await db
    .select()
    .from(inboxes)
    .where(
      and(
        eq(inboxes.tenant, tenant),
        isNull(inboxes.deletedAt),
        archivedIs(archived === 'true'),
        status && STATUS[status],
        q ? or(contains(inboxes.name, q), contains(inboxes.emailAddress, q)) : undefined,
        cursor === undefined ? undefined : gt(inboxes.id, decodeCursor(cursor)),
      ),
    )
    .orderBy(asc(inboxes.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: page, nextCursor: last ? encodeCursor(last.id) : null };
};

/** Counts towards the plan: neither archived nor deleted. */
const active = (tenant: string) =>
  and(eq(inboxes.tenant, tenant), isNull(inboxes.archivedAt), isNull(inboxes.deletedAt));

const activeCount = (db: Database, tenant: string) =>
  db.select({ used: count() }).from(inboxes).where(active(tenant));

const planLimit = (db: Database, tenant: string) =>
  db
    .select({ limit: entitlements.inboxLimit })
    .from(entitlements)
    .where(eq(entitlements.tenant, tenant));

/** What a tenant's plan allows and what is used of it. */
export const planOf = async (
  db: Database,
  tenant: string,
): Promise<{ limit: number; used: number }> => {
  const [limits, counts] = await db.batch([planLimit(db, tenant), activeCount(db, tenant)]);
  return { limit: limits[0]?.limit ?? DEFAULT_INBOX_LIMIT, used: counts[0]?.used ?? 0 };
};

/** True inside a statement as long as the plan has room: asked in the same statement that takes it. */
export const planHasRoom = (db: Database, tenant: string): SQL =>
  sql`(${activeCount(db, tenant)}) < coalesce((${planLimit(db, tenant)}), ${DEFAULT_INBOX_LIMIT})`;
