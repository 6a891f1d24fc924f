import type { ProtocolResult, TestEvent, TestResult } from '../../../contract/connection-test.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { Protocol } from '../../../contract/mail-server.ts';

/** What became of the login at one server; one that may have been made counts as refused. */
export type LoginEnd = 'accepted' | 'refused' | 'not-made';
export type LoginEnds = Record<Protocol, LoginEnd>;

/** Of a test that never began. */
export const NEVER_MADE: LoginEnds = { imap: 'not-made', smtp: 'not-made' };

/** Of work that was interrupted somewhere. */
export const UNKNOWN: LoginEnds = { imap: 'refused', smtp: 'refused' };

// Decided by what the server offers, before it is told who we are.
const BEFORE_LOGIN: ReadonlySet<FailureCode> = new Set([
  'already-signed-in',
  'authentication-not-offered',
  'authentication-mechanism-unsupported',
  'login-disabled',
  'oauth-required',
]);

/**
 * Whether a login may have been made that failed with this code. A server that hangs up, stays silent
 * or is busy after a password has counted it all the same.
 */
const isRefusedLogin = (code: FailureCode | undefined): boolean =>
  code !== undefined && !BEFORE_LOGIN.has(code);

/** Whether a failure, wherever it came from, can only be that of a login. */
export const isLoginFailure = (code: FailureCode | undefined): boolean =>
  code !== undefined && OF_LOGINS.has(code);

const OF_LOGINS: ReadonlySet<FailureCode> = new Set([
  'wrong-password',
  'app-password-required',
  'browser-sign-in-required',
  'password-login-disabled',
  'password-expired',
  'account-disabled',
  'token-refused',
  'temporary-failure',
  'too-many-connections',
  'login-timeout',
]);

const endOf = (result: ProtocolResult | null): LoginEnd => {
  const login = result?.stages.find(({ stage }) => stage === 'authenticate');
  if (login?.status === 'passed') return 'accepted';
  return login?.status === 'failed' && isRefusedLogin(result?.failure?.code)
    ? 'refused'
    : 'not-made';
};

/** What became of a test's logins. */
export const loginsOfTest = ({ imap, smtp }: TestResult): LoginEnds => ({
  imap: endOf(imap),
  smtp: endOf(smtp),
});

/** The same of a test that broke off, from what was heard of it: a login follows the greeting. */
export const loginsHeard = (events: readonly TestEvent[]): LoginEnds => {
  const heard = (protocol: Protocol): LoginEnd => {
    const passed = events.flatMap((event) =>
      event.type === 'stage' && event.protocol === protocol && event.status === 'passed'
        ? [event.stage]
        : [],
    );
    if (passed.includes('authenticate')) return 'accepted';
    return passed.includes('greeting') ? 'refused' : 'not-made';
  };
  return { imap: heard('imap'), smtp: heard('smtp') };
};
