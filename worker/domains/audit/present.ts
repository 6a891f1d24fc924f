import { z } from 'zod';
import { type AuditEvent, auditChange } from '../../../contract/audit.ts';
import type { AuditRow } from './tables.ts';

const storedChanges = z.array(auditChange);

// A row that somebody has altered in the database must not take the page away from whoever looks into it.
const changesOf = (text: string) => {
  try {
    return storedChanges.parse(JSON.parse(text));
  } catch {
    return [];
  }
};

/** An event as owners and admins may see it. The hashes are for the verifier. */
export const presentEvent = (row: AuditRow): AuditEvent => ({
  seq: row.seq,
  at: row.at.toISOString(),
  actor: { id: row.actorId, name: row.actorName },
  action: row.action,
  inbox: { id: row.inbox, name: row.inboxName },
  changes: changesOf(row.changes),
});
