import { env } from 'cloudflare:workers';
import type { AuditAction } from '../../contract/audit.ts';
import { addressKey } from '../../contract/email-address.ts';
import { GENESIS, hashOf } from '../domains/audit/chain.ts';
import { type AuditRow, auditEvents } from '../domains/audit/tables.ts';
import { areUnreadable, readCredentials } from '../domains/inboxes/credentials.ts';
import { type AliasRow, type InboxRow, inboxAliases, inboxes } from '../domains/inboxes/tables.ts';
import { entitlements } from '../domains/tenants/tables.ts';
import { tickets } from '../domains/tickets/tables.ts';
import { readConfiguration } from '../platform/configuration.ts';
import { createVault } from '../platform/vault.ts';
import { CANARY, WRONG_PASSWORD } from './mail.ts';
import { db } from './world.ts';

type Ticket = typeof tickets.$inferSelect;
type Plan = typeof entitlements.$inferSelect;
type Rule = [name: string, holds: boolean];

const SECRETS = [CANARY, WRONG_PASSWORD.imap.password].flatMap((secret) => [
  secret,
  JSON.stringify(secret).slice(1, -1),
]);
const holdsSecret = (text: string) => SECRETS.some((secret) => text.includes(secret));

// Each of these is one step of an inbox's version.
const STEPS: ReadonlySet<AuditAction> = new Set([
  'inbox.changed',
  'inbox.connected',
  'inbox.connection-stored',
  'inbox.disconnected',
  'inbox.archived',
  'inbox.restored',
  'inbox.deleted',
]);

const lastOf = (events: readonly AuditRow[], ...actions: AuditAction[]) =>
  events.findLast(({ action }) => actions.includes(action))?.action;

const countOf = (events: readonly AuditRow[], action: AuditAction) =>
  events.filter((event) => event.action === action).length;

const hasStored = (events: readonly AuditRow[]) =>
  ['inbox.connected', 'inbox.connection-stored'].includes(
    lastOf(
      events,
      ...(['inbox.connected', 'inbox.connection-stored'] as const),
      ...(['inbox.disconnected', 'inbox.deleted'] as const),
    ) ?? '',
  );

const ofInbox = (row: InboxRow, events: readonly AuditRow[]): Rule[] => {
  const isStored = row.credentialsEncrypted !== null;
  const isDeleted = row.deletedAt !== null;
  return [
    ['connected has credentials', row.connectedAt === null || isStored],
    ['connected has no error', row.connectedAt === null || row.lastError === null],
    ['connected is not disconnected', row.connectedAt === null || row.disconnectedAt === null],
    ['an error is dated', (row.lastError === null) === (row.lastErrorAt === null)],
    ['an error is of stored credentials', row.lastError === null || isStored],
    ['credentials have their key', isStored === (row.credentialsKeyId !== null)],
    ['credentials are there exactly while stored', isStored === hasStored(events)],
    ['former servers only without credentials', row.formerServers === null || !isStored],
    ['former servers without passwords', !holdsSecret(row.formerServers ?? '')],
    ['archived exactly when told', (row.archivedAt !== null) === isToldArchived(events)],
    ['deleted exactly when told', isDeleted === (countOf(events, 'inbox.deleted') === 1)],
    ['created once, first', events.findIndex((one) => one.action === 'inbox.created') === 0],
    ['created once', countOf(events, 'inbox.created') === 1],
    ['one step of the version for each change', row.version === 1 + stepsOf(events)],
    ['deleted keeps nothing', !isDeleted || keepsNothing(row)],
  ];
};

const isToldArchived = (events: readonly AuditRow[]) =>
  lastOf(events, 'inbox.archived', 'inbox.restored') === 'inbox.archived';

const stepsOf = (events: readonly AuditRow[]) =>
  events.filter(({ action }) => STEPS.has(action)).length;

const keepsNothing = (row: InboxRow) =>
  row.formerServers === null && row.providerSubject === null && !row.autoResponseEnabled;

const duplicates = (values: readonly string[]) => values.length - new Set(values).size;

const ofTenant = (plan: Plan, rows: readonly InboxRow[], aliases: readonly AliasRow[]): Rule[] => {
  const live = rows.filter(({ deletedAt }) => deletedAt === null);
  const active = live.filter(({ archivedAt }) => archivedAt === null).length;
  const keys = [...live, ...aliases].map(({ emailAddressKey }) => emailAddressKey);
  const isLive = (id: string) => live.some((row) => row.id === id);
  return [
    ['within the plan’s limit', active <= plan.inboxLimit],
    ['active inboxes counted', plan.activeInboxes === active],
    ['archived inboxes counted', plan.archivedInboxes === live.length - active],
    ['an address belongs to one', duplicates(keys) === 0],
    ['an alias is of an inbox that is there', aliases.every(({ inbox }) => isLive(inbox))],
  ];
};

const ofTicket = (ticket: Ticket, rows: readonly InboxRow[]): Rule[] => {
  const inbox = rows.find(({ id }) => id === ticket.inbox);
  return [
    ['a ticket is of its tenant’s inbox', inbox?.tenant === ticket.tenant],
    ['an open ticket is on a live inbox', ticket.status === 'closed' || inbox?.deletedAt === null],
  ];
};

const ofChain = async (events: readonly AuditRow[]): Promise<Rule[]> => {
  const rules: Rule[] = [];
  let previous = { seq: 0, hash: GENESIS };
  for (const event of events) {
    const follows = event.seq === previous.seq + 1 && event.previousHash === previous.hash;
    rules.push([`event ${event.seq} follows`, follows]);
    rules.push([`event ${event.seq} has its hash`, (await hashOf(event)) === event.hash]);
    rules.push([`event ${event.seq} tells no secret`, !holdsSecret(JSON.stringify(event))]);
    previous = event;
  }
  return rules;
};

const { ENCRYPTION_KEY, ENCRYPTION_KEYS_RETIRING } = readConfiguration(env);
const vault = createVault(ENCRYPTION_KEY, ENCRYPTION_KEYS_RETIRING);

const mailboxes = async (row: InboxRow, aliases: readonly AliasRow[]): Promise<string[]> => {
  const stored = await readCredentials(vault, row);
  const own = aliases.filter(({ inbox }) => inbox === row.id);
  const login = stored.state === 'readable' ? [stored.credentials.imap.username] : [];
  return [row, ...own]
    .map(({ emailAddress }) => emailAddress)
    .concat(login)
    .map((address) => (addressKey(address) ?? address).replace(/\+.*@/, '@'));
};

/** Nobody of those that answer reaches the mailbox of another. */
const ofAnswering = async (
  rows: readonly InboxRow[],
  aliases: readonly AliasRow[],
): Promise<Rule[]> => {
  const answering = rows.filter((row) => row.autoResponseEnabled && row.archivedAt === null);
  if (answering.length < 2) return [];
  const all = await Promise.all(
    answering.map(async (row) => [...new Set(await mailboxes(row, aliases))]),
  );
  return [['no two answer one another', duplicates(all.flat()) === 0]];
};

const ofCredentials = async (rows: readonly InboxRow[]): Promise<Rule[]> =>
  Promise.all(
    rows.map(async (row): Promise<Rule> => {
      return ['credentials can be read', !(await areUnreadable(vault, row))];
    }),
  );

/** The rules that the database breaks now, of all tenants: none, whatever was asked of the API. */
export const brokenRules = async (): Promise<string[]> => {
  const [plans, allRows, allAliases, allTickets, allEvents] = await db.batch([
    db.select().from(entitlements),
    db.select().from(inboxes),
    db.select().from(inboxAliases),
    db.select().from(tickets),
    db.select().from(auditEvents).orderBy(auditEvents.seq),
  ]);
  const rules: Rule[] = await ofCredentials(allRows);
  for (const plan of plans) {
    const isOwn = ({ tenant }: { tenant: string }) => tenant === plan.tenant;
    const [rows, aliases, events] = [
      allRows.filter(isOwn),
      allAliases.filter(isOwn),
      allEvents.filter(isOwn),
    ];
    const eventsOf = (row: InboxRow) => events.filter(({ inbox }) => inbox === row.id);
    rules.push(
      ...rows.flatMap((row) => ofInbox(row, eventsOf(row))),
      ...ofTenant(plan, rows, aliases),
      ...(await ofAnswering(rows, aliases)),
      ...(await ofChain(events)),
    );
  }
  rules.push(...allTickets.flatMap((ticket) => ofTicket(ticket, allRows)));
  return rules.filter(([, holds]) => !holds).map(([name]) => name);
};
