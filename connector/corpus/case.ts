import type { ServerToTest } from '../../contract/connector.ts';
import type { Protocol, Security } from '../../contract/mail-server.ts';
import type { Deadlines } from '../deadlines.ts';
import type { NameResolver } from '../resolve.ts';
import type { Step } from '../testing/scripted-server.ts';
import type { Certificates } from './certificates.ts';

/** What a case may be made of: it takes as long as `deadlines` let it. */
export type World = { certificates: Certificates; deadlines: Deadlines };

/** Something that was started for one case. */
export type Running = {
  port: number;
  /** All that it was sent, in the clear; `undefined` where that is not known. */
  heard?: (() => string) | undefined;
  stop(): Promise<unknown>;
};

/** One server, what is asked of it, and what the test must find. */
export type Case = {
  /** Unique together with the protocol and the security. */
  name: string;
  protocol: Protocol;
  security: Security;
  /** What the server says and does, or how it is started; without it nothing listens. */
  server?: readonly Step[] | ((world: World) => readonly Step[]);
  start?: (world: World) => Promise<Running>;
  /** The certificate with which the server speaks TLS from the first byte. */
  tls?: keyof Certificates['servers'];
  settings?: Partial<Pick<ServerToTest, 'host' | 'username' | 'password' | 'accessToken'>>;
  /** The certificate that is trusted by its fingerprint. */
  trusted?: keyof Certificates['servers'];
  sender?: string | null;
  /** A port that is asked for instead of the server's. */
  port?: number;
  resolver?: NameResolver;
  /** Networks that may be dialled: loopback where there is no word of it. */
  networks?: readonly string[];
  /** "stage: code", or "ok". */
  expect: string;
  /** It ends by a deadline: `slow` by those it is given, of which short ones show the same. */
  slow?: boolean;
  /** Shown under the real deadlines with every run of the tests, not only by the command. */
  representative?: boolean;
};

export const nameOf = ({ protocol, security, name }: Case): string =>
  `${protocol} ${security}: ${name}`;
