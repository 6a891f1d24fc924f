import type { ConnectorTestRequest } from '../../contract/connector.ts';
import type { Security } from '../../contract/mail-server.ts';
import type { Account } from '../../dev/real-servers/accounts.ts';

type Servers = { imap: { host: string; port: number }; smtp: { host: string; port: number } };

/** One test of both protocols, as the connector is asked for it and the bare libraries do it. */
export type Pair = {
  [Part in keyof ConnectorTestRequest]: NonNullable<ConnectorTestRequest[Part]>;
};

/** Which servers, and what a test of them is called. */
export type Target = { name: string; security: Security } & Servers;

export const pairOf = (
  { imap, smtp, security }: Target,
  { address, password }: Account,
  tenant = 'bench',
): Pair => {
  const login = { security, username: address, password };
  return { tenant, imap: { ...imap, ...login }, smtp: { ...smtp, ...login, sender: address } };
};

/** What a test came to, whoever ran it. */
export type Tested = {
  ok: boolean;
  ms: number;
  /** When each protocol was done, by the clock of `clock.ts`. */
  endedAt: { imap: number; smtp: number };
  /** What was wrong, where it isn't ok: codes, or what became of the request. */
  trouble: string;
};
