import type { SecureContext } from 'node:tls';
import type { AddressGuard } from '../address-guard.ts';
import type { Log } from '../log.ts';
import type { NameResolver } from '../resolve.ts';

export type MxRecord = { exchange: string; priority: number };
export type SrvRecord = { name: string; port: number; priority: number; weight: number };

/** Asks name servers; rejects with c-ares' codes. Node's own `Resolver` is one. */
export type DiscoveryResolver = NameResolver & {
  resolveMx(domain: string): Promise<MxRecord[]>;
  resolveSrv(name: string): Promise<SrvRecord[]>;
};

/** The ports at which guesses are tried (RFC 8314 §7.2, RFC 6409 §3.1). */
export const MAIL_PORTS = { imaps: 993, imap: 143, submissions: 465, submission: 587 };
export type MailPorts = typeof MAIL_PORTS;

/** What discovery is made with: once, by the server or by a test. */
export type DiscoveryDeps = {
  resolver: DiscoveryResolver;
  guard: AddressGuard;
  trust: SecureContext;
  log: Log;
  /** The whole of it ends by then; a caller that promises 3 s needs some time of its own. */
  deadlineMs?: number;
  /** How long a guess has to be proven. */
  probeMs?: number;
  /** Others than 443 and the usual ones are for tests. */
  httpsPort?: number;
  mailPorts?: MailPorts;
};
