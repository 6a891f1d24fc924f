import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { z } from 'zod';
import { versionedActions } from '../../../contract/audit.ts';
import { DEFAULT_PAGE_SIZE, type PageQuery } from '../../../contract/page.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import type { Database } from '../../platform/database.ts';
import { type AuditRow, auditEvents } from './tables.ts';

/** The newest event of a tenant's chain. */
export const headOf = (db: Database, tenant: string) =>
  db
    .select({ seq: auditEvents.seq, hash: auditEvents.hash })
    .from(auditEvents)
    .where(eq(auditEvents.tenant, tenant))
    .orderBy(desc(auditEvents.seq))
    .limit(1);

const seqSchema = z.coerce.number().int().min(1);

const atOf = async (db: Database, tenant: string, seq: number): Promise<Date | null> => {
  const itself = and(eq(auditEvents.tenant, tenant), eq(auditEvents.seq, seq));
  const row = await db.select({ at: auditEvents.at }).from(auditEvents).where(itself).get();
  return row?.at ?? null;
};

/**
 * A page of a tenant's events, or of one inbox's, newest first. `after` is when the one happened that the
 * page before ended with; null for the first.
 */
export const pageOfEvents = async (
  db: Database,
  { tenant, inbox }: { tenant: string; inbox?: string },
  { cursor, limit = DEFAULT_PAGE_SIZE }: PageQuery,
): Promise<{ rows: AuditRow[]; nextCursor: string | null; after: Date | null }> => {
  const before = cursor === undefined ? null : decodeCursor(cursor, seqSchema);
  const rows = await db
    .select()
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenant, tenant),
        inbox === undefined ? undefined : eq(auditEvents.inbox, inbox),
        before === null ? undefined : lt(auditEvents.seq, before),
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const after = before === null ? null : await atOf(db, tenant, before);
  return { rows: page, nextCursor: last ? encodeCursor(last.seq) : null, after };
};

/** Who made the newest version of an inbox, and when. */
export const lastEventOf = async (
  db: Database,
  tenant: string,
  inbox: string,
): Promise<{ name: string; at: Date } | null> => {
  const row = await db
    .select({ name: auditEvents.actorName, at: auditEvents.at })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenant, tenant),
        eq(auditEvents.inbox, inbox),
        inArray(auditEvents.action, versionedActions),
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(1)
    .get();
  return row ?? null;
};
