import { z } from 'zod';
import { type AuditEvent, auditChange } from '../../../contract/audit.ts';
import type { AuditRow } from './tables.ts';

const storedChanges = z.array(auditChange);

/** An event as owners and admins may see it. The hashes are for the verifier. */
export const presentEvent = (row: AuditRow): AuditEvent => ({
  seq: row.seq,
  at: row.at.toISOString(),
  actor: { id: row.actorId, name: row.actorName },
  action: row.action,
  inbox: { id: row.inbox, name: row.inboxName },
  changes: storedChanges.parse(JSON.parse(row.changes)),
});
