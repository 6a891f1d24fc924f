import type { ConnectionType, Inbox, InboxAction, Status } from '../../../contract/inbox.ts';
import { type Account, ADDRESSES, type Servers, type Tenant } from './commands.ts';

export const LIMIT = 3;
export const WORDS = { subject: 'Re: {{ticket.subject}}', body: 'We have it, {{customer.name}}.' };

type ModelAlias = { serial: number; id: string; address: string };

/** An inbox as the rules alone would have it. */
export type ModelInbox = {
  id: string;
  tenant: Tenant;
  name: string;
  address: string;
  type: ConnectionType;
  life: 'active' | 'archived' | 'deleted';
  stored: Servers | 'grant' | null;
  /** Who has signed in at Google, the last time. */
  account: Account | null;
  hasFormer: boolean;
  status: Status;
  wasDisconnected: boolean;
  answers: boolean;
  hasWords: boolean;
  aliases: ModelAlias[];
  version: number;
  /** Who changed it last. */
  by: string;
  open: number;
};

/** What a request with an Idempotency-Key made. */
type Made = { fingerprint: string; inbox: number } | { fingerprint: string; alias: number };

export type Model = { inboxes: ModelInbox[]; keys: Map<string, Made>; serial: number };

export const emptyModel = (): Model => ({ inboxes: [], keys: new Map(), serial: 0 });

export const addressOf = (spelling: string) => {
  const known = ADDRESSES[spelling];
  if (!known) throw new Error(`${spelling} is none of the addresses.`);
  return known;
};

// Who signs in at Google opens the mailbox that has the inbox's own address.
const LOGINS: Record<Servers | 'grant', string[]> = {
  working: ['support'],
  wrong: ['support'],
  other: ['sales'],
  grant: [],
};

/** The mailboxes from which an inbox gets mail. */
const mailboxes = ({ address, aliases, stored }: ModelInbox): string[] => [
  ...[address, ...aliases.map((alias) => alias.address)].map((one) => addressOf(one).mailbox),
  ...(stored === null ? [] : LOGINS[stored]),
];

/** Whether an inbox, were it as this, would answer another that answers. */
export const wouldLoop = (model: Model, inbox: ModelInbox): boolean => {
  if (!inbox.answers) return false;
  const own = new Set(mailboxes(inbox));
  return model.inboxes
    .filter((other) => other.tenant === inbox.tenant && other.id !== inbox.id)
    .filter((other) => other.life === 'active' && other.answers)
    .some((other) => mailboxes(other).some((mailbox) => own.has(mailbox)));
};

export const isTaken = (model: Model, tenant: Tenant, spelling: string): boolean => {
  const { key } = addressOf(spelling);
  return model.inboxes
    .filter((inbox) => inbox.tenant === tenant && inbox.life !== 'deleted')
    .flatMap(({ address, aliases }) => [address, ...aliases.map((alias) => alias.address)])
    .some((one) => addressOf(one).key === key);
};

export const isFull = (model: Model, tenant: Tenant): boolean =>
  model.inboxes.filter((inbox) => inbox.tenant === tenant && inbox.life === 'active').length >=
  LIMIT;

const actionsOf = ({ life, stored }: ModelInbox): InboxAction[] => {
  const disconnect: InboxAction[] = stored === null ? [] : ['disconnect'];
  if (life === 'archived') return [...disconnect, 'restore', 'delete'];
  const check: InboxAction[] = stored === null ? [] : ['check'];
  return ['change', 'connect', ...check, ...disconnect, 'archive', 'delete'];
};

const connectionOf = ({ stored, hasFormer, account }: ModelInbox) => {
  if (account !== null) return `by ${account}`;
  if (stored !== null) return 'stored';
  return hasFormer ? 'without passwords' : 'none';
};

/** An inbox as an owner should be shown it, the moments in time aside. */
export const viewOf = (inbox: ModelInbox) => ({
  id: inbox.id,
  name: inbox.name,
  emailAddress: inbox.address,
  connectionType: inbox.type,
  status: inbox.status,
  lastError: inbox.status === 'error' ? ('wrong-password' as string) : null,
  isConnected: inbox.status === 'connected',
  wasDisconnected: inbox.wasDisconnected,
  connection: connectionOf(inbox),
  autoResponse: {
    enabled: inbox.answers,
    ...(inbox.hasWords ? WORDS : { subject: '', body: '' }),
  },
  aliases: inbox.aliases.map(({ address }) => address),
  isArchived: inbox.life === 'archived',
  version: inbox.version,
  actions: actionsOf(inbox),
});

export type View = ReturnType<typeof viewOf>;

const shownConnection = ({ connection }: Inbox): View['connection'] => {
  if (connection === null) return 'none';
  if ('provider' in connection) return `by ${connection.account}`;
  return connection.imap.hasPassword ? 'stored' : 'without passwords';
};

/** An inbox as it was shown, in the same terms. */
export const viewShown = (inbox: Inbox) => ({
  id: inbox.id,
  name: inbox.name,
  emailAddress: inbox.emailAddress,
  connectionType: inbox.connectionType,
  status: inbox.status,
  lastError: inbox.lastError?.code ?? null,
  isConnected: inbox.connectedAt !== null,
  wasDisconnected: inbox.disconnectedAt !== null,
  connection: shownConnection(inbox),
  autoResponse: inbox.autoResponse,
  aliases: inbox.aliases,
  isArchived: inbox.archivedAt !== null,
  version: inbox.version,
  actions: inbox.actions,
});
