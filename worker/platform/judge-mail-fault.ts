import { MailError, type MailErrorCode } from './mail-error.ts';

/** Where a session ended, and with which reply; without one, where no whole reply came. */
export type MailFault = { step?: string; replyCode?: number | undefined };

/** RFC 5321 §3.8: the server is shutting down, and may say so in answer to anything. */
const SHUTTING_DOWN = 421;
/** RFC 4954 §6. */
const LOGIN_REQUIRED = 530;
const REFUSAL = 400;
const PERMANENT = 500;

const refusalAt: Record<string, MailErrorCode> = {
  greet: 'unreachable',
  ehlo: 'unreachable',
  tls: 'tls',
  auth: 'refused-login',
  mail: 'refused-sender',
  rcpt: 'refused-recipient',
  data: 'refused-message',
  body: 'refused-message',
};

const codeOf = ({ step = '', replyCode = 0 }: MailFault): MailErrorCode => {
  if (step === 'connect' || replyCode === SHUTTING_DOWN) return 'unreachable';
  if (step === 'choose-tls' || step === 'tls') return 'tls';
  if (step === 'choose-login' || replyCode === LOGIN_REQUIRED) return 'refused-login';
  return replyCode >= REFUSAL ? (refusalAt[step] ?? 'protocol') : 'protocol';
};

/** Names what ended a session, by the step and the reply's code alone (RFC 5321 §4.2.1). */
export const judgeMailFault = (fault: MailFault): MailError => {
  const isOffer = fault.step === 'choose-tls' || fault.step === 'choose-login';
  const isTemporary = !isOffer && (fault.replyCode ?? 0) < PERMANENT;
  return new MailError(codeOf(fault), { isTemporary });
};
