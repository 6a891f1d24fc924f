import type { SharedTrouble } from '../../contract/health.ts';
import type { InboxErrorCode } from '../../contract/inbox.ts';
import { shortErrors } from '../short-errors.ts';

const signIn: readonly InboxErrorCode[] = [
  'login-disabled',
  'authentication-not-offered',
  'authentication-mechanism-unsupported',
  'oauth-required',
  'wrong-password',
  'app-password-required',
  'browser-sign-in-required',
  'password-login-disabled',
  'password-expired',
  'token-refused',
  'account-disabled',
  'login-timeout',
  'oauth_refresh_failed',
];
const reaching: readonly InboxErrorCode[] = [
  'host-not-found',
  'host-has-no-address',
  'name-lookup-failed',
  'connection-refused',
  'connect-timeout',
  'network-unreachable',
];
const securing = /^(?:certificate-|tls-|starttls-)/;

const deedOf = (code: InboxErrorCode): string => {
  if (signIn.includes(code)) return 'can’t sign in at';
  if (reaching.includes(code)) return 'can’t reach';
  return securing.test(code) ? 'can’t connect securely to' : 'don’t work at';
};

const providers: Record<string, string> = { google: 'Google', microsoft: 'Microsoft' };

const PLACE = /^(.+):(\d+)$/;

/** A place of trouble as a person would name it: a server with its port, or a provider. */
export const placeWords = (at: string): { name: string; port: string | null } => {
  const [, host, port] = PLACE.exec(at) ?? [];
  return host && port ? { name: host, port } : { name: providers[at] ?? at, port: null };
};

// Names that are written in capitals stay so.
const withinSentence = (text: string) =>
  /^[A-Z][a-z’ ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** What several inboxes have in common, around the place where they have it: before it and after it. */
export const sharedWords = (
  { code, message }: Pick<SharedTrouble, 'code' | 'message'>,
  count: number,
): { before: string; after: string } => ({
  before: `${count} inboxes ${deedOf(code)}`,
  after: withinSentence(shortErrors[code] ?? message),
});
