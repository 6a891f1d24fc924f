import { env } from 'cloudflare:workers';
import { auditEvents } from '../domains/audit/tables.ts';
import { idempotencyKeys } from '../domains/idempotency/tables.ts';
import { readCredentials } from '../domains/inboxes/credentials.ts';
import { inboxAliases, inboxes } from '../domains/inboxes/tables.ts';
import { entitlements } from '../domains/tenants/tables.ts';
import { tickets } from '../domains/tickets/tables.ts';
import { readConfiguration } from '../platform/configuration.ts';
import { createVault } from '../platform/vault.ts';
import { removeInboxes } from './without-inboxes.ts';
import { db } from './world.ts';

// Parents first.
const TABLES = ['inboxes', 'inbox_aliases', 'tickets', 'idempotency_keys', 'audit_events'];

const insert = (table: string, row: Record<string, unknown>) => {
  const columns = Object.keys(row);
  const names = columns.map((name) => `"${name}"`).join(', ');
  const places = columns.map(() => '?').join(', ');
  return env.DB.prepare(`insert into "${table}" (${names}) values (${places})`).bind(
    ...Object.values(row),
  );
};

/** Keeps all that inboxes have written, and gives what brings it back, ids and all. */
export const keepInboxes = async (): Promise<() => Promise<void>> => {
  const found = await env.DB.batch<Record<string, unknown>>(
    TABLES.map((table) => env.DB.prepare(`select * from "${table}"`)),
  );
  const inserts = found.flatMap(({ results }, at) =>
    results.map((row) => insert(TABLES[at] ?? '', row)),
  );
  return async () => {
    await removeInboxes();
    await env.DB.batch(inserts);
  };
};

const { ENCRYPTION_KEY, ENCRYPTION_KEYS_RETIRING } = readConfiguration(env);
const vault = createVault(ENCRYPTION_KEY, ENCRYPTION_KEYS_RETIRING);

const ID = /\b(?:inb|als)_[0-9a-z]{26}\b/g;

/** The same text with ids numbered as they come: two runs make different ones. */
const withoutIds = (text: string): string => {
  const ids = [...new Set(text.match(ID))];
  return text.replace(ID, (id) => `#${ids.indexOf(id)}`);
};

const REPEATABLE: ReadonlySet<string> = new Set([
  'inbox.tested',
  'inbox.checked',
  'inbox.round-trip',
]);

const lines = (events: (typeof auditEvents.$inferSelect)[]) =>
  events
    .map(({ seq: _seq, hash: _hash, previousHash: _previous, ...told }) => JSON.stringify(told))
    // A test that is asked for again is told again.
    .filter((line, at, all) => line !== all[at - 1] || !REPEATABLE.has(events[at]?.action ?? ''));

/** Everything there is of inboxes, comparable between runs: secrets opened, ids numbered, no hashes. */
export const dumpInboxes = async (): Promise<string> => {
  const [rows, aliases, allTickets, keys, plans, events] = await db.batch([
    db.select().from(inboxes).orderBy(inboxes.id),
    db.select().from(inboxAliases).orderBy(inboxAliases.id),
    db.select().from(tickets).orderBy(tickets.id),
    db.select().from(idempotencyKeys).orderBy(idempotencyKeys.key),
    db.select().from(entitlements).orderBy(entitlements.tenant),
    db.select().from(auditEvents).orderBy(auditEvents.tenant, auditEvents.seq),
  ]);
  const opened = await Promise.all(
    rows.map(async (row) => ({
      ...row,
      // The slot in which it is checked follows from the id.
      checkSlot: 0,
      credentialsEncrypted: await readCredentials(vault, row),
    })),
  );
  const all = { inboxes: opened, aliases, tickets: allTickets, keys, plans };
  return withoutIds(JSON.stringify({ ...all, events: lines(events) }, null, 1));
};
