import type { FailureCode } from '../contract/failure.ts';
import type { Security } from '../contract/mail-server.ts';
import { classifySocket } from './classify-socket.ts';

/** The fields of imapflow's errors that we judge by. */
export type ImapError = {
  code?: unknown;
  authenticationFailed?: unknown;
  serverResponseCode?: unknown;
  responseStatus?: unknown;
  reason?: unknown;
  tlsFailed?: unknown;
};

/** What is known of the connection beside the error. */
export type ImapSituation = {
  security: Security;
  capabilities: ReadonlySet<string>;
  /** Response codes of untagged answers to the login, in capitals. */
  untaggedCodes?: ReadonlySet<string>;
  /** It was an access token that was refused, no password. */
  withToken?: boolean;
};

const TOO_LARGE = new Set([
  'LineTooLarge',
  'LiteralTooLarge',
  'ResponseTooLarge',
  'TooManyTokens',
  'TooManyResponses',
]);

const CLOSED = new Set([
  'NoConnection',
  'EConnectionClosed',
  'StateLogout',
  'ClosedAfterConnectText',
  'ClosedAfterConnectTLS',
]);

/** RFC 5530's response codes, and RFC 9051 §7.1's; WEBALERT is Gmail's own. */
const REFUSALS: Record<string, FailureCode> = {
  AUTHENTICATIONFAILED: 'wrong-password',
  AUTHORIZATIONFAILED: 'wrong-password',
  CONTACTADMIN: 'account-disabled',
  EXPIRED: 'password-expired',
  INUSE: 'temporary-failure',
  LIMIT: 'too-many-connections',
  PRIVACYREQUIRED: 'login-disabled',
  SERVERBUG: 'temporary-failure',
  UNAVAILABLE: 'temporary-failure',
  WEBALERT: 'browser-sign-in-required',
};

/** What a server may say with its BYE (RFC 5530); any other is busy or going down. */
const FAREWELLS: Record<string, FailureCode> = {
  AUTHORIZATIONFAILED: 'connection-rejected',
  CONTACTADMIN: 'connection-rejected',
  LIMIT: 'too-many-connections',
  NOPERM: 'connection-rejected',
  PRIVACYREQUIRED: 'login-disabled',
};

const TEMPORARY = new Set(['UNAVAILABLE', 'INUSE', 'SERVERBUG', 'LIMIT']);
const PASSWORD_MECHANISMS = ['AUTH=PLAIN', 'AUTH=LOGIN'];
const TOKEN_MECHANISMS = ['AUTH=XOAUTH2', 'AUTH=OAUTHBEARER', 'AUTH=XOAUTH'];

/** Why a greeting turns the client away (RFC 9051 §7.1.5); `undefined` where it does not. */
export const classifyBye = (greeting: string): FailureCode | undefined => {
  const [isBye, code = ''] = /^\* BYE(?: \[([A-Z]+))?/i.exec(greeting) ?? [];
  return isBye ? (FAREWELLS[code.toUpperCase()] ?? 'server-unavailable') : undefined;
};

/** Why STARTTLS, the login or anything between them failed. */
export const classifyImap = (error: ImapError, situation: ImapSituation): FailureCode => {
  const code = classifyLogin(error, situation);
  return code === 'wrong-password' && situation.withToken ? 'token-refused' : code;
};

const classifyLogin = (error: ImapError, situation: ImapSituation): FailureCode => {
  const code = String(error.code);
  if (TOO_LARGE.has(code)) return 'response-too-large';
  if (code === 'ETHROTTLE') return 'temporary-failure';
  // RFC 9051 §6.2.1: plaintext after the answer to STARTTLS is an attack or a broken server.
  if (code === 'STARTTLS_INJECTION') return 'starttls-injection';
  if (error.responseStatus === 'BYE' || error.reason !== undefined) return 'server-unavailable';
  if (CLOSED.has(code)) return 'connection-closed';
  if (error.tlsFailed && error.code === undefined) return classifyStarttls(situation);
  const socket = classifySocket(error.code);
  if (socket) return socket;
  const codes = [String(error.serverResponseCode), ...(situation.untaggedCodes ?? [])];
  const refusal = codes.map((each) => REFUSALS[each]).find((each) => each !== undefined);
  if (refusal) return refusal;
  if (error.responseStatus === 'BAD') return 'protocol-error';
  // imapflow has no field for it: it found no mechanism for a token, and sent nothing.
  const isHelpless = situation.withToken && !situation.capabilities.has('AUTH=XOAUTH2');
  return error.authenticationFailed || isHelpless
    ? classifyBareRefusal(error, situation)
    : 'protocol-error';
};

/** Why INBOX could not be looked at, from the refusals that came in answer. */
export const classifyMailbox = (
  error: ImapError,
  refusals: readonly { response: string; code?: string }[],
): FailureCode => {
  const codes = refusals.map(({ code = '' }) => code.toUpperCase());
  if (TOO_LARGE.has(String(error.code))) return 'response-too-large';
  if (codes.includes('NOPERM')) return 'mailbox-forbidden';
  if (codes.some((code) => TEMPORARY.has(code))) return 'temporary-failure';
  if (error.code === 'NotFound' || codes.includes('NONEXISTENT')) return 'mailbox-missing';
  // LIST has shown the mailbox. BAD is how Exchange Online answers every command of an account
  // without a mailbox that it may open; no server can fail to understand STATUS.
  return refusals.length > 0 ? 'mailbox-forbidden' : 'protocol-error';
};

const classifyStarttls = ({ capabilities }: ImapSituation): FailureCode =>
  capabilities.has('STARTTLS') ? 'starttls-refused' : 'starttls-not-offered';

// Without a response code the capabilities are what is left to tell the reasons apart.
const classifyBareRefusal = (error: ImapError, situation: ImapSituation): FailureCode => {
  const { security, capabilities, withToken } = situation;
  const offered = [...capabilities].filter((each) => each.startsWith('AUTH='));
  const wanted = withToken ? TOKEN_MECHANISMS : PASSWORD_MECHANISMS;
  const isOffered = offered.some((each) => wanted.includes(each));
  if (capabilities.has('LOGINDISABLED') && !isOffered) {
    return security === 'none' ? 'login-disabled' : classifyMechanisms(offered, situation);
  }
  if (offered.length > 0 && !isOffered) return classifyMechanisms(offered, situation);
  return error.responseStatus === 'NO' ? 'wrong-password' : 'authentication-mechanism-unsupported';
};

const classifyMechanisms = (
  offered: readonly string[],
  { withToken }: ImapSituation,
): FailureCode => {
  const tokensOnly = offered.length > 0 && offered.every((each) => TOKEN_MECHANISMS.includes(each));
  return tokensOnly && !withToken ? 'oauth-required' : 'authentication-mechanism-unsupported';
};
