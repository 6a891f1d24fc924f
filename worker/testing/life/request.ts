import { STARTTLS, WORKING, WRONG_PASSWORD } from '../mail.ts';
import type { Command, Servers, Tenant } from './commands.ts';
import { type Model, type ModelInbox, WORDS } from './model.ts';

const NOBODY = `inb_${'0'.repeat(26)}`;

const OTHER = { imap: { ...WORKING.imap, username: 'sales@acme.test' }, smtp: STARTTLS.smtp };
const SERVERS: Record<Servers, object> = {
  working: WORKING,
  wrong: WRONG_PASSWORD,
  other: OTHER,
};

export type Request = {
  method: string;
  path: string;
  body?: object;
  headers: Record<string, string>;
};

/** A command with what it says resolved to ids and versions, as of the moment it is sent. */
export type Sent = {
  command: Command;
  tenant: Tenant;
  inbox: string;
  seen: number | undefined;
  target: string;
  alias: string;
  request: Request;
};

const ANY_FROM = 6;

/** Numbers below {@link ANY_FROM} are of inboxes that are not deleted, while there are some. */
const nth = ({ inboxes }: Model, at: number): ModelInbox | undefined => {
  const live = inboxes.filter(({ life }) => life !== 'deleted');
  const some = at < ANY_FROM && live.length > 0 ? live : inboxes;
  return some[at % Math.max(some.length, 1)];
};

const otherThan = (tenant: Tenant): Tenant => (tenant === 'acme' ? 'zeta' : 'acme');

const tenantOf = (command: Command, inbox: ModelInbox | undefined): Tenant => {
  if (command.do === 'create') return command.at;
  const own = inbox?.tenant ?? 'acme';
  return 'elsewhere' in command && command.elsewhere ? otherThan(own) : own;
};

const seenOf = (command: Command, inbox: ModelInbox | undefined): number | undefined => {
  const version = inbox?.version ?? 1;
  if (!('seen' in command) || command.seen === 'nothing') return undefined;
  return command.seen === 'newest' ? version : version - 1;
};

const decisionOf = (tickets: 'undecided' | 'close' | number, target: string) => {
  if (tickets === 'undecided') return {};
  if (tickets === 'close') return { tickets: { action: 'close' } };
  return { tickets: { action: 'transfer', inboxId: target } };
};

type Parts = [method: string, path: string, body?: object, headers?: Record<string, string>];

const keyed = (key: string | null): Record<string, string> =>
  key === null ? {} : { 'idempotency-key': key };

const partsOf = (command: Command, inbox: string, target: string, alias: string): Parts => {
  const path = `/inboxes/${inbox}`;
  switch (command.do) {
    case 'create': {
      const { name, address: emailAddress, type: connectionType, key } = command;
      return ['POST', '/inboxes', { name, emailAddress, connectionType }, keyed(key)];
    }
    case 'rename':
      return ['PATCH', path, { name: command.name }];
    case 'answer':
      return ['PATCH', path, { autoResponse: { enabled: command.enabled, ...WORDS } }];
    case 'add-alias':
      return ['POST', `${path}/aliases`, { emailAddress: command.address }, keyed(command.key)];
    case 'remove-alias':
      return ['DELETE', `${path}/aliases/${alias}`];
    case 'connect':
      return ['PUT', `${path}/connection?verify=${command.verify}`, SERVERS[command.servers]];
    case 'sign-in':
      return ['POST', `${path}/oauth`, { returnTo: 'inbox' }];
    case 'check':
      return ['POST', `${path}/checks`, {}];
    case 'delete':
      return ['DELETE', path, decisionOf(command.tickets, target)];
    case 'ticket':
      return ['', ''];
    default:
      return ['POST', `${path}/${command.do}`, {}];
  }
};

/** A command, ready to be sent. */
export const prepare = (model: Model, command: Command): Sent => {
  const row = command.do === 'create' ? undefined : nth(model, command.inbox);
  const inbox = row?.id ?? NOBODY;
  const tenant = tenantOf(command, row);
  const seen = seenOf(command, row);
  const to = command.do === 'delete' && typeof command.tickets === 'number' ? command.tickets : 0;
  const target = nth(model, to)?.id ?? NOBODY;
  const alias =
    (command.do === 'remove-alias' && row?.aliases[command.alias]?.id) || 'als_of_nobody';
  const [method, path, body, headers] = partsOf(command, inbox, target, alias);
  const request = {
    ...{ method, path: `/api/orgs/${tenant}${path}` },
    ...(body && { body }),
    headers: { ...headers, ...(seen !== undefined && { 'if-match': `"${seen}"` }) },
  };
  return { command, tenant, inbox, seen, target, alias, request };
};
