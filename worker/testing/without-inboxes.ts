import { env } from 'cloudflare:workers';

// Children first.
const TABLES = ['audit_events', 'tickets', 'inbox_aliases', 'idempotency_keys', 'inboxes'];

/** Empties what inboxes have written; tenants and their people stay, and stay signed in. */
export const removeInboxes = async (): Promise<void> => {
  await env.DB.batch(TABLES.map((name) => env.DB.prepare(`delete from "${name}"`)));
};
