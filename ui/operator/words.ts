import type { OAuthProvider } from '../../contract/oauth.ts';
import { dayOf } from '../dates.ts';
import { describe, type Message } from '../messages.ts';
import { providerName } from '../oauth/provider-names.ts';
import { codeOf } from '../problem-error.ts';

/** Why the page stays closed. */
export const lockedWords = (error: unknown): Message => {
  const code = codeOf(error);
  if (code === 'signed-out') {
    return {
      title: 'This is not the operator’s token.',
      advice: 'Copy it whole, or set another: npx wrangler secret put OPERATOR_TOKEN.',
    };
  }
  if (code === 'not-found') {
    return {
      title: 'This deployment has no OPERATOR_TOKEN.',
      advice:
        'Set it, 32 random characters or more: npx wrangler secret put OPERATOR_TOKEN. Then come back.',
    };
  }
  return describe(error);
};

/** How the connector is away. */
export const connectorWords = (reason: string | null): string => {
  if (reason === 'timeout') return 'The connector didn’t answer within 3 seconds.';
  if (reason === 'unreachable' || reason === null) return 'The connector can’t be reached.';
  return `The connector ${reason}.`;
};

/** What does not work while a part is out, or refuses us. */
export const outageWords = (part: OAuthProvider | 'connector', how = 'is out'): string => {
  if (part === 'connector') return 'The connector is out: IMAP / SMTP inboxes are not checked.';
  const name = providerName(part);
  return how === 'refuses'
    ? `${name} refuses Letterbox’s client: no access is refreshed there.`
    : `${name} is out: its inboxes are not checked.`;
};

const DAY_MS = 24 * 60 * 60_000;
const NOTICE_DAYS = 14;

export type SecretState = { tone: 'bad' | 'warn' | 'quiet'; words: string };

/** Until when a provider's client secret is good, seen from `now`. */
export const secretWords = (
  provider: OAuthProvider,
  end: string | null,
  now: string,
): SecretState => {
  const name = providerName(provider);
  if (end === null) return { tone: 'quiet', words: 'No end is known of its client secret.' };
  const days = Math.ceil((Date.parse(end) - Date.parse(now)) / DAY_MS);
  const day = dayOf(end);
  if (days <= 0) return { tone: 'bad', words: `The ${name} client secret ended on ${day}.` };
  if (days > NOTICE_DAYS)
    return { tone: 'quiet', words: `Its client secret is good until ${day}.` };
  const left = days === 1 ? 'a day' : `${days} days`;
  return { tone: 'warn', words: `The ${name} client secret ends in ${left}, on ${day}.` };
};

/** Why a mail was not sent; the mailer's own codes. */
const mailFailures: Record<string, string> = {
  unreachable: 'The SMTP server can’t be reached',
  tls: 'No secure connection to the SMTP server',
  'refused-login': 'The SMTP server refuses the login',
  'refused-sender': 'The SMTP server refuses the sender',
  'refused-recipient': 'The SMTP server refuses the recipient',
  'refused-message': 'The SMTP server refuses the message',
  timeout: 'The SMTP server stopped answering',
  protocol: 'The SMTP server answered as SMTP doesn’t know it',
};

export const mailFailureWords = (code: string | null): string =>
  (code !== null && mailFailures[code]) || 'Something went wrong on our side';

export const mailerWords = {
  smtp: 'Mail goes out by SMTP.',
  log: 'Mail is printed to the log and sent to nobody: only for a local stand.',
  none: 'This deployment can’t send mail: nobody is told of failing inboxes. Set MAILER and SMTP_HOST.',
} as const;

/** What was asked for, as far as it can be told. */
export const letterWords = (body: string): string => {
  try {
    const asked = JSON.parse(body) as { kind?: unknown; ids?: unknown; keyId?: unknown };
    if (asked.kind === 'checks' && Array.isArray(asked.ids)) {
      return asked.ids.length === 1 ? 'Check of an inbox' : `Checks of ${asked.ids.length} inboxes`;
    }
    if (asked.kind === 'reseal') return 'Re-sealing of a batch';
  } catch {
    // Cut off, or never JSON.
  }
  return 'No message of ours';
};
