import { and, asc, eq, getTableColumns, gt, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import { type InboxListQuery, type InboxPage, inboxId } from '../../../contract/inbox.ts';
import { DEFAULT_PAGE_SIZE } from '../../../contract/page.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import { ProblemError } from '../../http/problem.ts';
import type { Database } from '../../platform/database.ts';
import { type Sweeps, sweepReads, sweepsOf } from './check-slots.ts';
import { planOf, planReads } from './plan.ts';
import { searchTextOf } from './search-text.ts';
import { type AliasRow, type InboxRow, inboxAliases, inboxes, STATUS } from './tables.ts';

/** An inbox with its other addresses, oldest first. */
export type KnownInbox = { row: InboxRow; aliases: AliasRow[] };

/** Reads one inbox of a tenant. */
export const inboxById = (db: Database, tenant: string, id: string) =>
  db
    .select()
    .from(inboxes)
    .where(and(eq(inboxes.tenant, tenant), eq(inboxes.id, id), isNull(inboxes.deletedAt)));

const aliasesOf = (db: Database, tenant: string, id: string) =>
  db
    .select()
    .from(inboxAliases)
    .where(and(eq(inboxAliases.tenant, tenant), eq(inboxAliases.inbox, id)))
    .orderBy(asc(inboxAliases.id));

/** What {@link known} is made of, to be read in one batch. */
export const inboxReads = (db: Database, tenant: string, id: string) =>
  [inboxById(db, tenant, id), aliasesOf(db, tenant, id)] as const;

/** The inbox that was read. Throws `not-found`, also for another tenant's. */
export const known = ([row]: InboxRow[], aliases: AliasRow[]): KnownInbox => {
  if (row === undefined) throw new ProblemError('not-found');
  return { row, aliases };
};

/** One inbox of a tenant, without its aliases. Throws `not-found`, also for another tenant's. */
export const findInbox = async (db: Database, tenant: string, id: string): Promise<InboxRow> =>
  known(await inboxById(db, tenant, id), []).row;

/** One inbox of a tenant. Throws `not-found`, also for another tenant's. */
export const findKnownInbox = async (
  db: Database,
  tenant: string,
  id: string,
): Promise<KnownInbox> => known(...(await db.batch(inboxReads(db, tenant, id))));

// Not LIKE: D1 takes patterns of at most 50 bytes.
const named = (q: string | undefined) =>
  q ? sql`instr(${inboxes.searchText}, ${searchTextOf(q)}) > 0` : undefined;

// In the words of the partial indexes, or SQLite does not see that they fit.
const isArchived = (archived: boolean): SQL =>
  archived
    ? sql`${inboxes.archivedAt} is not null and ${inboxes.deletedAt} is null`
    : sql`${inboxes.archivedAt} is null and ${inboxes.deletedAt} is null`;

const {
  autoResponseSubject: _,
  autoResponseBody: __,
  ...summaryColumns
} = getTableColumns(inboxes);

/** A row without what only its own page shows, which may be long. */
export type SummaryRow = Omit<InboxRow, 'autoResponseSubject' | 'autoResponseBody'>;

type Page = { rows: SummaryRow[]; nextCursor: string | null };

/** A page of a tenant's inboxes, oldest first, the plan that they count towards, and the last sweeps. */
export const listInboxes = async (
  db: Database,
  tenant: string,
  { q, status, archived, cursor, limit = DEFAULT_PAGE_SIZE }: InboxListQuery,
): Promise<[Page, InboxPage['plan'], Sweeps]> => {
  const inboxesAsked = db
    .select(summaryColumns)
    .from(inboxes)
    .where(
      and(
        eq(inboxes.tenant, tenant),
        isArchived(archived === 'true'),
        status && eq(STATUS, status),
        named(q),
        cursor === undefined ? undefined : gt(inboxes.id, decodeCursor(cursor, inboxId)),
      ),
    )
    .orderBy(asc(inboxes.id))
    .limit(limit + 1);
  const reads = [inboxesAsked, planReads(db, tenant), sweepReads(db)] as const;
  const [rows, plan, sweeps] = await db.batch(reads);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const nextCursor = last ? encodeCursor(last.id) : null;
  return [{ rows: page, nextCursor }, planOf(plan), sweepsOf(sweeps)];
};

/** Inboxes that could take another's tickets: active ones, oldest first. */
export const activeInboxesBut = (
  db: Database,
  tenant: string,
  id: string,
  { q, limit }: { q?: string | undefined; limit: number },
) =>
  db
    .select({ id: inboxes.id, name: inboxes.name, emailAddress: inboxes.emailAddress })
    .from(inboxes)
    .where(and(eq(inboxes.tenant, tenant), isArchived(false), ne(inboxes.id, id), named(q)))
    .orderBy(asc(inboxes.id))
    .limit(limit);

/** The inbox, if any, that has an address for its own. */
export const inboxAtAddress = (db: Database, tenant: string, key: string) =>
  db
    .select({ id: inboxes.id, name: inboxes.name, archivedAt: inboxes.archivedAt })
    .from(inboxes)
    .where(
      and(eq(inboxes.tenant, tenant), eq(inboxes.emailAddressKey, key), isNull(inboxes.deletedAt)),
    );

/** The inbox, if any, that has an address for an alias. */
export const aliasAtAddress = (db: Database, tenant: string, key: string) =>
  db
    .select({ id: inboxes.id, name: inboxes.name, archivedAt: inboxes.archivedAt })
    .from(inboxAliases)
    .innerJoin(
      inboxes,
      and(eq(inboxes.tenant, inboxAliases.tenant), eq(inboxes.id, inboxAliases.inbox)),
    )
    .where(and(eq(inboxAliases.tenant, tenant), eq(inboxAliases.emailAddressKey, key)));

/** Other inboxes of a tenant that answer automatically. */
export const answeringBut = (db: Database, tenant: string, id: string) =>
  db
    .select({
      id: inboxes.id,
      tenant: inboxes.tenant,
      name: inboxes.name,
      emailAddress: inboxes.emailAddress,
      connectionType: inboxes.connectionType,
      credentialsEncrypted: inboxes.credentialsEncrypted,
    })
    .from(inboxes)
    .where(
      and(
        eq(inboxes.tenant, tenant),
        sql`auto_response_enabled = 1`,
        isArchived(false),
        ne(inboxes.id, id),
      ),
    )
    .orderBy(asc(inboxes.id));

/** The aliases of inboxes that answer automatically. */
export const answeringAliases = (db: Database, tenant: string) => {
  const answering = db
    .select({ id: inboxes.id })
    .from(inboxes)
    .where(and(eq(inboxes.tenant, tenant), sql`auto_response_enabled = 1`, isArchived(false)));
  return db
    .select({ inbox: inboxAliases.inbox, emailAddress: inboxAliases.emailAddress })
    .from(inboxAliases)
    .where(and(eq(inboxAliases.tenant, tenant), inArray(inboxAliases.inbox, answering)));
};
