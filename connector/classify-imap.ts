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
export type ImapSituation = { security: Security; capabilities: ReadonlySet<string> };

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

/** RFC 5530's response codes, and RFC 9051 §7.1's. */
const REFUSALS: Record<string, FailureCode> = {
  AUTHENTICATIONFAILED: 'wrong-password',
  AUTHORIZATIONFAILED: 'wrong-password',
  EXPIRED: 'account-disabled',
  CONTACTADMIN: 'account-disabled',
  PRIVACYREQUIRED: 'login-disabled',
  UNAVAILABLE: 'temporary-failure',
  INUSE: 'temporary-failure',
  SERVERBUG: 'temporary-failure',
  LIMIT: 'too-many-connections',
};

const TEMPORARY = new Set(['UNAVAILABLE', 'INUSE', 'SERVERBUG', 'LIMIT']);
const PASSWORD_MECHANISMS = ['AUTH=PLAIN', 'AUTH=LOGIN'];

/** Why STARTTLS, the login or anything between them failed. */
export const classifyImap = (error: ImapError, situation: ImapSituation): FailureCode => {
  const code = String(error.code);
  if (TOO_LARGE.has(code)) return 'response-too-large';
  if (code === 'ETHROTTLE') return 'temporary-failure';
  // RFC 9051 §6.2.1: plaintext after the answer to STARTTLS is an attack or a broken server.
  if (code === 'STARTTLS_INJECTION') return 'protocol-error';
  if (error.responseStatus === 'BYE' || error.reason !== undefined) return 'server-unavailable';
  if (CLOSED.has(code)) return 'connection-closed';
  if (error.tlsFailed && error.code === undefined) return classifyStarttls(situation);
  const socket = classifySocket(error.code);
  if (socket) return socket;
  const refusal = REFUSALS[String(error.serverResponseCode)];
  if (refusal) return refusal;
  if (error.responseStatus === 'BAD') return 'protocol-error';
  return error.authenticationFailed ? classifyBareRefusal(error, situation) : 'protocol-error';
};

/** Why INBOX could not be looked at, from the refusals that came in answer. */
export const classifyMailbox = (
  error: ImapError,
  refusals: readonly { response: string; code?: string }[],
): FailureCode => {
  if (error.code === 'NotFound') return 'mailbox-missing';
  if (TOO_LARGE.has(String(error.code))) return 'response-too-large';
  if (refusals.some(({ code = '' }) => TEMPORARY.has(code))) return 'temporary-failure';
  return refusals.some(({ response }) => response === 'NO') ? 'mailbox-missing' : 'protocol-error';
};

const classifyStarttls = ({ capabilities }: ImapSituation): FailureCode =>
  capabilities.has('STARTTLS') ? 'starttls-refused' : 'starttls-not-offered';

// Without a response code the capabilities are what is left to tell the reasons apart.
const classifyBareRefusal = (error: ImapError, situation: ImapSituation): FailureCode => {
  const { security, capabilities } = situation;
  const offersPassword = PASSWORD_MECHANISMS.some((each) => capabilities.has(each));
  const offersOther = [...capabilities].some((each) => each.startsWith('AUTH='));
  if (capabilities.has('LOGINDISABLED') && !offersPassword) {
    return security === 'none' ? 'login-disabled' : 'authentication-mechanism-unsupported';
  }
  if (offersOther && !offersPassword) return 'authentication-mechanism-unsupported';
  return error.responseStatus === 'NO' ? 'wrong-password' : 'authentication-mechanism-unsupported';
};
