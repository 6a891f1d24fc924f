import type { FailureCode } from '../contract/failure.ts';

const CODES: Record<string, FailureCode> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-closed',
  EPIPE: 'connection-closed',
  ECONNABORTED: 'connection-closed',
  ETIMEDOUT: 'connect-timeout',
  ENETUNREACH: 'network-unreachable',
  EHOSTUNREACH: 'network-unreachable',
  ENETDOWN: 'network-unreachable',
  EHOSTDOWN: 'network-unreachable',
  EADDRNOTAVAIL: 'network-unreachable',
  // A firewall of our own refuses; to the admin that is a network that can't be reached.
  EACCES: 'network-unreachable',
  EPERM: 'network-unreachable',
};

/** What a system error code of a socket means to an admin; `undefined` for a code of another kind. */
export const classifySocket = (code: unknown): FailureCode | undefined => CODES[String(code)];
