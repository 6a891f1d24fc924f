import type { FailureCode } from '../../../contract/failure.ts';
import { failures } from '../../../contract/failure.ts';
import type { Inbox, InboxErrorCode } from '../../../contract/inbox.ts';
import type { MailServer, MailServerView } from '../../../contract/mail-server.ts';
import { type Credentials, type StoredCredentials, smtpServer } from './credentials.ts';
import { statusOf } from './inbox.ts';
import type { InboxRow } from './tables.ts';

const OWN_WORDS: Record<Exclude<InboxErrorCode, FailureCode>, string> = {
  'credentials-unreadable': 'The stored credentials can’t be read. Enter them again.',
  oauth_refresh_failed: 'The permission to use this mailbox has ended. Connect it again.',
};

const isFailure = (code: InboxErrorCode): code is FailureCode => code in failures;

const words = (code: InboxErrorCode): string =>
  isFailure(code)
    ? failures[code].message
        .replaceAll('{host}', 'The mail server')
        .replaceAll(' on port {port}', '')
    : OWN_WORDS[code];

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

const viewOf = ({ host, port, security, username, password }: MailServer): MailServerView => ({
  host,
  port,
  security,
  username,
  hasPassword: password !== '',
});

const connectionOf = (credentials: Credentials): Inbox['connection'] => ({
  imap: viewOf(credentials.imap),
  smtp: {
    ...viewOf(smtpServer(credentials)),
    sameCredentials: credentials.smtp.sameCredentials,
  },
});

const stateOf = (
  row: InboxRow,
  stored: StoredCredentials,
): Pick<Inbox, 'status' | 'connectedAt' | 'lastError'> => {
  if (stored.state === 'unreadable') {
    const code = 'credentials-unreadable';
    return {
      status: 'error',
      connectedAt: null,
      lastError: { code, message: words(code), at: row.updatedAt.toISOString() },
    };
  }
  const code = row.lastError as InboxErrorCode | null;
  const at = iso(row.lastErrorAt);
  return {
    status: statusOf(row),
    connectedAt: iso(row.connectedAt),
    lastError: code === null || at === null ? null : { code, message: words(code), at },
  };
};

/**
 * A row as it may be shown: field by field, so that the ciphertext and whatever is added to the
 * table later stay inside. `showConnection` is for those who may manage inboxes.
 */
export const presentInbox = (
  row: InboxRow,
  stored: StoredCredentials,
  showConnection: boolean,
): Inbox => ({
  id: row.id,
  name: row.name,
  displayName: row.displayName,
  emailAddress: row.emailAddress,
  connectionType: row.connectionType,
  ...stateOf(row, stored),
  lastCheckedAt: iso(row.lastCheckedAt),
  connection:
    showConnection && stored.state === 'readable' ? connectionOf(stored.credentials) : null,
  autoResponse: {
    enabled: row.autoResponseEnabled,
    subject: row.autoResponseSubject,
    body: row.autoResponseBody,
  },
  aliases: [],
  archivedAt: iso(row.archivedAt),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  version: row.version,
});
