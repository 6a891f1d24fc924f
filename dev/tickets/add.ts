import type { DatabaseSync } from 'node:sqlite';
import { addressKey } from '../../contract/email-address.ts';
import type { Asked } from './arguments.ts';
import { ticketRows } from './rows.ts';

const MAX_LISTED = 10;

/** Thrown where tickets can't be made; its message says why. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}

const listed = (names: unknown[]): string => {
  const more = names.length > MAX_LISTED ? ', …' : '';
  return names.slice(0, MAX_LISTED).join(', ') + more;
};

const tenantOf = (db: DatabaseSync, slug: string): string => {
  const rows = db.prepare('SELECT id, slug FROM organizations ORDER BY slug').all();
  const found = rows.find((row) => row.slug === slug);
  if (found) return String(found.id);
  throw new RefusedError(
    `There is no organization "${slug}". There are: ${listed(rows.map((row) => row.slug))}.`,
  );
};

const whyNone = (db: DatabaseSync, tenant: string, { org, inbox }: Asked, isKnown: boolean) => {
  if (isKnown) return `The inbox ${inbox} of ${org} is deleted: it takes no tickets.`;
  const rows = db
    .prepare(
      'SELECT email_address FROM inboxes WHERE tenant = ? AND deleted_at IS NULL ORDER BY id LIMIT ?',
    )
    .all(tenant, MAX_LISTED + 1);
  if (rows.length === 0) return `There is no inbox ${inbox} in ${org}. It has no inbox yet.`;
  return `There is no inbox ${inbox} in ${org}. It has: ${listed(rows.map((row) => row.email_address))}.`;
};

const inboxOf = (db: DatabaseSync, tenant: string, asked: Asked): string => {
  const { inbox } = asked;
  const rows = db
    .prepare(
      'SELECT id, deleted_at FROM inboxes WHERE tenant = ? AND (id = ? OR email_address_key = ?)',
    )
    .all(tenant, inbox, addressKey(inbox) ?? inbox);
  const live = rows.find((row) => row.deleted_at === null);
  if (live) return String(live.id);
  throw new RefusedError(whyNone(db, tenant, asked, rows.length > 0));
};

const INSERT = `INSERT INTO tickets (id, tenant, inbox, subject, status, created_at, updated_at)
  SELECT value ->> 'id', value ->> 'tenant', value ->> 'inbox', value ->> 'subject', value ->> 'status',
    value ->> 'at', value ->> 'at' FROM json_each(?)`;

/** Runs one statement, all or nothing. */
export type Write = (sql: string, text: string) => Promise<void>;

/** Makes the tickets that are asked for, all or none. Throws {@link RefusedError}. */
export const addTickets = async (
  db: DatabaseSync,
  asked: Asked,
  now: Date,
  write: Write = async (sql, text) => {
    db.prepare(sql).run(text);
  },
): Promise<void> => {
  const { org, counts, subject } = asked;
  const tenant = tenantOf(db, org);
  const inbox = inboxOf(db, tenant, asked);
  const rows = ticketRows({ tenant, inbox, counts, now, ...(subject && { subject }) });
  const at = now.getTime();
  await write(INSERT, JSON.stringify(rows.map((row) => ({ ...row, at }))));
};
