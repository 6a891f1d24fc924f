import type { FailureCode } from '../../contract/failure.ts';
import { classifySocket } from '../classify-socket.ts';
import { parseReply } from '../smtp-reply.ts';

type SendError = { code?: unknown; originalCode?: unknown; command?: unknown; response?: unknown };

/**
 * Why a message was not taken after the login: RFC 5321 §4.2.1, a 4xx asks to come again, a 5xx says no.
 * A no to MAIL or RCPT is about the address, one to DATA about the message. An address that nodemailer
 * itself won't put into a command was shown to no server.
 */
export const classifySend = (error: SendError): FailureCode => {
  const { code } = parseReply(typeof error.response === 'string' ? error.response : '');
  if (code >= 400 && code < 500) return 'message-deferred';
  if (code >= 500) return error.command === 'DATA' ? 'message-refused' : 'sender-refused';
  if (error.code === 'EENVELOPE') return 'sender-address-unsupported';
  return classifySocket(error.originalCode) ?? 'connection-closed';
};
