import type { OAuthDeadEnd } from '../../../../contract/oauth.ts';
import type { Transaction } from './transaction.ts';

/** What a browser brings back from a provider (RFC 6749 §4.1.2, RFC 9207 §2). */
export type Callback = {
  state: string;
  code: string | null;
  error: { error: string; description: string } | null;
  /** Null where none is named; empty, which is nobody's, where what is there names none. */
  issuer: string | null;
  /** The end of an administrator's errand, which carries no sign-in of ours. */
  isAdminConsent: boolean;
};

const MAX_LENGTH = 8192;

/** Reads a callback's query. A parameter that comes twice counts as none (RFC 6749 §3.1). */
export const readCallback = (query: URLSearchParams): Callback => {
  const one = (name: string): string | null => {
    const [value = '', ...more] = query.getAll(name);
    return value === '' || more.length > 0 || value.length > MAX_LENGTH ? null : value;
  };
  const error = one('error');
  const issuer = query.has('iss') ? (one('iss') ?? '') : null;
  return {
    state: one('state') ?? '',
    code: one('code'),
    error: error === null ? null : { error, description: one('error_description') ?? '' },
    issuer,
    isAdminConsent: query.has('admin_consent'),
  };
};

/** The page that tells of a sign-in that can't be led back to an inbox. */
export const deadEnd = (reason: OAuthDeadEnd): string => `/sign-in-ended?reason=${reason}`;

/** The page that a sign-in was begun on, with its result: one of a fixed set. */
export const returnPath = (
  slug: string,
  { inbox, returnTo }: Pick<Transaction, 'inbox' | 'returnTo'>,
  result: string,
): string =>
  returnTo === 'onboarding'
    ? `/${slug}/onboarding?inbox=${inbox}&oauth=${result}`
    : `/${slug}/settings/inboxes/${inbox}/connection?oauth=${result}`;
