import type { AuditRow } from './tables.ts';

/** What the first event of a tenant has for the hash of the one before it. */
export const GENESIS = '';

const encoder = new TextEncoder();

/**
 * The hash of an event: SHA-256, in hex, over every column of it and the hash of the event before, as
 * one JSON array. Whoever changes, removes or inserts an event has to change all that follow.
 */
export const hashOf = async (event: Omit<AuditRow, 'hash'>): Promise<string> => {
  const text = JSON.stringify([
    event.previousHash,
    event.tenant,
    event.seq,
    event.at.getTime(),
    event.actorId,
    event.actorName,
    event.action,
    event.inbox,
    event.inboxName,
    event.changes,
  ]);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
};
