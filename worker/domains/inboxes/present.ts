import type { Inbox, InboxErrorCode, InboxSummary } from '../../../contract/inbox.ts';
import { lastCheckedAt, type Sweeps } from './check-slots.ts';
import type { Connection } from './connection.ts';
import { errorWords } from './error-words.ts';
import { actionsOf, statusOf } from './inbox.ts';
import type { KnownInbox, SummaryRow } from './queries.ts';
import type { InboxRow } from './tables.ts';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

const stateOf = (
  row: SummaryRow,
  isUnreadable: boolean,
): Pick<Inbox, 'status' | 'connectedAt' | 'disconnectedAt' | 'lastError'> => {
  if (isUnreadable) {
    const code = 'credentials-unreadable';
    return {
      status: 'error',
      connectedAt: null,
      disconnectedAt: iso(row.disconnectedAt),
      lastError: { code, message: errorWords(code), at: row.updatedAt.toISOString() },
    };
  }
  const code = row.lastError as InboxErrorCode | null;
  const at = iso(row.lastErrorAt);
  return {
    status: statusOf(row),
    connectedAt: iso(row.connectedAt),
    disconnectedAt: iso(row.disconnectedAt),
    lastError: code === null || at === null ? null : { code, message: errorWords(code), at },
  };
};

const failingOf = (row: SummaryRow, manages: boolean): Inbox['failing'] => {
  const { failingSince, failingChecks, nextCheckAt } = row;
  const code = row.failingCode as InboxErrorCode | null;
  if (failingSince === null || code === null) return null;
  return {
    code,
    message: errorWords(code),
    // Which servers an inbox has is for those who manage.
    at: manages ? row.failingAt : null,
    since: failingSince.toISOString(),
    checks: failingChecks,
    nextCheckAt: iso(nextCheckAt),
  };
};

/** What is known of an inbox besides its row. */
export type Known = {
  /** Its credentials don't open. */
  isUnreadable: boolean;
  /** The person asking may do something with it. */
  manages: boolean;
  sweeps: Sweeps;
  /** In minutes, between two sweeps. */
  interval: number;
};

/** The auto-response as it is stored. */
export const autoResponseOf = (row: InboxRow): Inbox['autoResponse'] => ({
  enabled: row.autoResponseEnabled,
  subject: row.autoResponseSubject,
  body: row.autoResponseBody,
});

/**
 * A row as it may be shown in a list: field by field, so that the ciphertext and whatever is added to
 * the table later stay inside.
 */
export const presentSummary = (
  row: SummaryRow,
  { isUnreadable, manages, sweeps, interval }: Known,
): InboxSummary => ({
  id: row.id,
  name: row.name,
  displayName: row.displayName,
  emailAddress: row.emailAddress,
  connectionType: row.connectionType,
  ...stateOf(row, isUnreadable),
  failing: failingOf(row, manages),
  lastCheckedAt: iso(isUnreadable ? row.lastCheckedAt : lastCheckedAt(row, sweeps, interval)),
  archivedAt: iso(row.archivedAt),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  version: row.version,
  actions: manages ? actionsOf(row) : [],
});

/** An inbox as it may be shown. Its connection is for those who manage. */
export const presentInbox = (
  { row, aliases }: KnownInbox,
  { view, isUnreadable }: Connection,
  known: Omit<Known, 'isUnreadable'>,
): Inbox => ({
  ...presentSummary(row, { ...known, isUnreadable }),
  connection: known.manages ? view : null,
  autoResponse: autoResponseOf(row),
  aliases: aliases.map(({ emailAddress }) => emailAddress),
});
