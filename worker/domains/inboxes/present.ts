import type { FailureCode } from '../../../contract/failure.ts';
import { failures } from '../../../contract/failures.ts';
import type { Inbox, InboxErrorCode, InboxSummary } from '../../../contract/inbox.ts';
import type { Connection } from './connection.ts';
import { actionsOf, statusOf } from './inbox.ts';
import type { KnownInbox, SummaryRow } from './queries.ts';
import type { InboxRow } from './tables.ts';

const OWN_WORDS: Record<Exclude<InboxErrorCode, FailureCode>, string> = {
  'credentials-unreadable': 'The stored credentials can’t be read. Enter them again.',
  oauth_refresh_failed: 'The permission to use this mailbox has ended. Connect it again.',
  'mailbox-denied': 'The provider no longer opens this mailbox to the account that was signed in.',
};

const isFailure = (code: InboxErrorCode): code is FailureCode => code in failures;

const words = (code: InboxErrorCode): string =>
  isFailure(code)
    ? failures[code].message
        .replaceAll('{host}', 'The mail server')
        .replaceAll(' on port {port}', '')
    : OWN_WORDS[code];

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
      lastError: { code, message: words(code), at: row.updatedAt.toISOString() },
    };
  }
  const code = row.lastError as InboxErrorCode | null;
  const at = iso(row.lastErrorAt);
  return {
    status: statusOf(row),
    connectedAt: iso(row.connectedAt),
    disconnectedAt: iso(row.disconnectedAt),
    lastError: code === null || at === null ? null : { code, message: words(code), at },
  };
};

/** The auto-response as it is stored. */
export const autoResponseOf = (row: InboxRow): Inbox['autoResponse'] => ({
  enabled: row.autoResponseEnabled,
  subject: row.autoResponseSubject,
  body: row.autoResponseBody,
});

/**
 * A row as it may be shown in a list: field by field, so that the ciphertext and whatever is added to
 * the table later stay inside. `manages`: the person may do something with it. `isUnreadable`: its
 * credentials don't open.
 */
export const presentSummary = (
  row: SummaryRow,
  isUnreadable: boolean,
  manages: boolean,
): InboxSummary => ({
  id: row.id,
  name: row.name,
  displayName: row.displayName,
  emailAddress: row.emailAddress,
  connectionType: row.connectionType,
  ...stateOf(row, isUnreadable),
  lastCheckedAt: iso(row.lastCheckedAt),
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
  manages: boolean,
): Inbox => ({
  ...presentSummary(row, isUnreadable, manages),
  connection: manages ? view : null,
  autoResponse: autoResponseOf(row),
  aliases: aliases.map(({ emailAddress }) => emailAddress),
});
