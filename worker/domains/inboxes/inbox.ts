import { type InboxAction, inboxActions, type Status } from '../../../contract/inbox.ts';
import type { ProblemCode } from '../../../contract/problem.ts';
import type { InboxRow } from './tables.ts';

type Connection = Pick<InboxRow, 'connectedAt' | 'lastError'>;
type Stored = Pick<InboxRow, 'credentialsEncrypted'>;
type Living = Stored & Pick<InboxRow, 'archivedAt' | 'deletedAt'>;

/** Where an inbox is in its life. Status is apart from it: an archived inbox may be connected. */
export type Life = 'active' | 'archived' | 'deleted';

export const lifeOf = ({
  archivedAt,
  deletedAt,
}: Pick<InboxRow, 'archivedAt' | 'deletedAt'>): Life => {
  if (deletedAt !== null) return 'deleted';
  return archivedAt === null ? 'active' : 'archived';
};

/** What may follow what: where each action leads from each place in an inbox's life. */
const NEXT: Record<Life, Partial<Record<InboxAction, Life>>> = {
  active: {
    change: 'active',
    connect: 'active',
    check: 'active',
    disconnect: 'active',
    archive: 'archived',
    delete: 'deleted',
  },
  archived: { disconnect: 'archived', restore: 'active', delete: 'deleted' },
  deleted: {},
};

const NEEDS: Partial<Record<InboxAction, [of: (row: Stored) => boolean, otherwise: ProblemCode]>> =
  {
    check: [({ credentialsEncrypted }) => credentialsEncrypted !== null, 'not-connected'],
    disconnect: [({ credentialsEncrypted }) => credentialsEncrypted !== null, 'not-connected'],
  };

const AFTERWARDS: Partial<Record<InboxAction, (row: Living) => boolean>> = {
  archive: (row) => lifeOf(row) === 'archived',
  restore: (row) => lifeOf(row) === 'active',
  disconnect: (row) => lifeOf(row) !== 'deleted' && row.credentialsEncrypted === null,
};

/** Whether an inbox is already as an action would leave it: to ask for that again is no error. */
export const isDone = (row: Living, action: InboxAction): boolean =>
  AFTERWARDS[action]?.(row) ?? false;

/** Why an action may not follow now, or `null`. */
export const refusalOf = (row: Living, action: InboxAction): ProblemCode | null => {
  const life = lifeOf(row);
  if (life === 'deleted') return 'not-found';
  if (NEXT[life][action] === undefined) return 'inbox-archived';
  const [isMet, otherwise] = NEEDS[action] ?? [];
  return isMet?.(row) === false ? (otherwise ?? null) : null;
};

/** What may be done with an inbox now. */
export const actionsOf = (row: Living): InboxAction[] =>
  inboxActions.filter((action) => !isDone(row, action) && refusalOf(row, action) === null);

/** What an inbox's columns say of it. */
export const statusOf = ({ connectedAt, lastError }: Connection): Status => {
  if (lastError !== null) return 'error';
  return connectedAt === null ? 'disconnected' : 'connected';
};

/** Of an inbox that no check has failed on since the last one that passed. */
export const NOT_FAILING = {
  failingSince: null,
  failingCode: null,
  failingAt: null,
  failingChecks: 0,
  nextCheckAt: null,
} as const;

/** After a test that passed on what is now stored; "since" goes on where it was connected already. */
export const connected = (row: Connection, now: Date) => ({
  connectedAt: statusOf(row) === 'connected' ? row.connectedAt : now,
  disconnectedAt: null,
  lastError: null,
  lastErrorAt: null,
  lastCheckedAt: now,
  ...NOT_FAILING,
});

type Past = Connection & Pick<InboxRow, 'disconnectedAt'>;

/** After the server or the provider has said no to the credentials. */
export const noLongerConnected = ({ connectedAt, disconnectedAt }: Past, now: Date) => ({
  connectedAt: null,
  disconnectedAt: connectedAt === null ? disconnectedAt : now,
});

/** After storing credentials that nobody has tried yet. */
export const untried = (row: Past, now: Date) => ({
  ...noLongerConnected(row, now),
  lastError: null,
  lastErrorAt: null,
  ...NOT_FAILING,
});

/** After its credentials are destroyed. `formerServers` is what a form begins with next time. */
export const disconnected = (
  row: Past & Pick<InboxRow, 'credentialsVersion'>,
  formerServers: string | null,
  now: Date,
) => ({
  ...untried(row, now),
  credentialsEncrypted: null,
  credentialsKeyId: null,
  credentialsVersion: row.credentialsVersion + 1,
  formerServers,
});

/** An archived inbox is not checked; what was wrong with it is still known. */
export const archived = (now: Date) => ({ archivedAt: now, ...NOT_FAILING });

/** After its deletion, of which only the row stays: it holds no secret and answers nobody. */
export const deleted = (row: InboxRow, now: Date) => ({
  ...disconnected(row, null, now),
  providerSubject: null,
  oauthAccount: null,
  autoResponseEnabled: false,
  deletedAt: now,
});
