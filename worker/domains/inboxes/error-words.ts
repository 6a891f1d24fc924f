import type { FailureCode } from '../../../contract/failure.ts';
import { failures } from '../../../contract/failures.ts';
import type { InboxErrorCode } from '../../../contract/inbox.ts';

const OWN_WORDS: Record<Exclude<InboxErrorCode, FailureCode>, string> = {
  'credentials-unreadable': 'The stored credentials can’t be read. Enter them again.',
  oauth_refresh_failed: 'The permission to use this mailbox has ended. Connect it again.',
  'mailbox-denied': 'The provider no longer opens this mailbox to the account that was signed in.',
};

const isFailure = (code: InboxErrorCode): code is FailureCode => code in failures;

/** Why an inbox does not work, in a sentence that names no server. */
export const errorWords = (code: InboxErrorCode): string =>
  isFailure(code)
    ? failures[code].message
        .replaceAll('{host}', 'The mail server')
        .replaceAll(' on port {port}', '')
    : OWN_WORDS[code];
