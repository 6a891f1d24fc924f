import type { FailureCode } from '../contract/failure.ts';
import { classifySocket } from './classify-socket.ts';
import type { SmtpExtensions } from './parse-ehlo.ts';
import { parseReply, type SmtpReply } from './smtp-reply.ts';

/** The fields of nodemailer's errors that we judge by; of `response` only its codes. */
export type SmtpError = {
  code?: unknown;
  originalCode?: unknown;
  command?: unknown;
  response?: unknown;
};

/** As nodemailer signs in with a password, and with a token. */
const PASSWORD_MECHANISMS = ['PLAIN', 'LOGIN', 'CRAM-MD5'];
const OUR_TOKEN_MECHANISMS = ['XOAUTH2'];
/** All that take a token (RFC 7628; XOAUTH2 and XOAUTH are what came before it). */
const TOKEN_MECHANISMS = ['XOAUTH2', 'OAUTHBEARER', 'XOAUTH'];
/** RFC 5321 §4.2.3 and RFC 7504: the server won't have this client, whatever it says next. */
const REJECTIONS = new Set([521, 550, 554, 556]);

/** RFC 3463 and RFC 5248 codes that say more than the reply code; 5.7.30 and 5.7.139 are Exchange Online's own. */
const LOGIN_BY_ENHANCED: Record<string, FailureCode> = {
  '5.2.1': 'account-disabled',
  '5.5.4': 'authentication-mechanism-unsupported',
  '5.7.10': 'login-disabled',
  '5.7.11': 'login-disabled',
  '5.7.13': 'account-disabled',
  '5.7.30': 'password-login-disabled',
  '5.7.139': 'password-login-disabled',
};

/** Where both codes together say more than each: some providers use registered ones in a sense of their own. */
const LOGIN_BY_BOTH: Record<string, FailureCode> = {
  // Gmail's. Registered as "mechanism too weak" and "trust relationship required".
  '534 5.7.9': 'app-password-required',
  '534 5.7.14': 'browser-sign-in-required',
  // RFC 3463 §3.4: a fault of the server's, or its end, rather than a limit of the account's.
  '421 4.3.0': 'temporary-failure',
  '421 4.3.2': 'temporary-failure',
  // Exchange Online: three connections at a time.
  '432 4.3.2': 'too-many-connections',
};

/** RFC 4954 §6 and RFC 5321 §4.2.3. */
const LOGIN_BY_CODE: Record<number, FailureCode> = {
  421: 'too-many-connections',
  432: 'authentication-mechanism-unsupported',
  500: 'authentication-not-offered',
  501: 'protocol-error',
  502: 'authentication-not-offered',
  503: 'authentication-not-offered',
  504: 'authentication-mechanism-unsupported',
  523: 'login-disabled',
  525: 'account-disabled',
  530: 'login-disabled',
  534: 'authentication-mechanism-unsupported',
  535: 'wrong-password',
  538: 'login-disabled',
};

/** Why a greeting turns the client away (RFC 5321 §3.1); `undefined` where it does not. */
export const classifyGreeting = ({ code }: SmtpReply): FailureCode | undefined => {
  if (code === 220) return undefined;
  return code >= 500 ? 'connection-rejected' : 'server-unavailable';
};

/** Why no login should even be tried: what the server offers before it has seen a password or a token. */
export const classifyOffer = (
  extensions: SmtpExtensions,
  encrypted: boolean,
  withToken = false,
): FailureCode | undefined => {
  const offered = extensions.get('AUTH');
  if (!offered) {
    // RFC 4954 §4: a server may keep AUTH back until TLS is on.
    const afterTls = !encrypted && extensions.has('STARTTLS');
    return afterTls ? 'login-disabled' : 'authentication-not-offered';
  }
  const wanted = withToken ? OUR_TOKEN_MECHANISMS : PASSWORD_MECHANISMS;
  if (offered.some((each) => wanted.includes(each))) return undefined;
  const tokensOnly = offered.length > 0 && offered.every((each) => TOKEN_MECHANISMS.includes(each));
  return tokensOnly && !withToken ? 'oauth-required' : 'authentication-mechanism-unsupported';
};

/** Why EHLO or the login failed. */
export const classifySmtp = (
  error: SmtpError,
  { withToken = false }: { withToken?: boolean } = {},
): FailureCode => {
  const reply = parseReply(typeof error.response === 'string' ? error.response : '');
  if (error.code === 'EAUTH') {
    const code = classifyLogin(reply);
    return code === 'wrong-password' && withToken ? 'token-refused' : code;
  }
  const socket = classifySocket(error.originalCode);
  if (socket) return socket;
  if (error.code === 'ETIMEDOUT') return 'login-timeout';
  if (reply.code >= 400 && reply.code < 500) return 'server-unavailable';
  if (error.code === 'ECONNECTION' && reply.code === 0) return 'connection-closed';
  if (error.command !== 'HELO') return 'protocol-error';
  // Something greets with 220 but knows neither EHLO nor HELO: FTP does.
  return REJECTIONS.has(reply.code) ? 'connection-rejected' : 'not-a-mail-server';
};

const classifyLogin = ({ code, enhanced = '' }: SmtpReply): FailureCode => {
  const known =
    LOGIN_BY_BOTH[`${code} ${enhanced}`] ?? LOGIN_BY_ENHANCED[enhanced] ?? LOGIN_BY_CODE[code];
  if (known) return known;
  if (code >= 400 && code < 500) return 'temporary-failure';
  return code >= 500 ? 'wrong-password' : 'protocol-error';
};

/** Why STARTTLS was refused (RFC 3207 §4). */
export const classifyStarttlsReply = ({ code }: SmtpReply): FailureCode =>
  code === 421 ? 'server-unavailable' : 'starttls-refused';

/** What a reply to MAIL or RCPT says of the sender. */
export type SenderVerdict = 'allowed' | 'deferred' | 'unknown-recipient' | 'refused';

/**
 * Judges the sender by the reply to MAIL or RCPT. A 4xx is greylisting or a busy server; a 5xx at
 * RCPT may be about the address as a recipient, which says nothing of the right to send from it.
 */
export const judgeSender = (
  command: 'MAIL' | 'RCPT',
  { code, enhanced = '' }: SmtpReply,
): SenderVerdict => {
  if (code >= 200 && code < 300) return 'allowed';
  if (code >= 400 && code < 500) return 'deferred';
  // RFC 3463 §3.2, §3.3: 5.1.1 to 5.1.6 and 5.1.10 are about a recipient, 5.2 about its mailbox,
  // 5.3 about the system; 552 is a full mailbox.
  if (enhanced.startsWith('5.3.') || (command === 'MAIL' && code === 552)) return 'deferred';
  const aboutRecipient = /^5\.(?:1\.(?:[1-6]|10)|2\.\d+)$/.test(enhanced) || code === 552;
  return command === 'RCPT' && aboutRecipient ? 'unknown-recipient' : 'refused';
};
