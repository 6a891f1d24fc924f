import { createSecureContext } from 'node:tls';
import type { TestEvent, TestResult } from '../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../contract/connector.ts';
import type { MailServer } from '../../contract/mail-server.ts';
import { createAddressGuard } from '../address-guard.ts';
import { createConcurrency } from '../concurrency.ts';
import { DEADLINES, type Deadlines } from '../deadlines.ts';
import { createLog } from '../log.ts';
import type { NameResolver } from '../resolve.ts';
import { runTest, type TestDeps } from '../run-test.ts';

/** Recognisable, so that a test can look for them everywhere they must not be. */
export const USERNAME = 'support@example.com';
export const PASSWORD = 'canary-7f3e-password';

/** Name servers that give a fixed answer for every name: addresses, or c-ares' error code. */
export const scriptedResolver = (ipv4: string[] | string, ipv6: string[] | string = 'ENODATA') => {
  const answer = (given: string[] | string) => () =>
    Array.isArray(given)
      ? Promise.resolve(given)
      : Promise.reject(Object.assign(new Error(given), { code: given }));
  return { resolve4: answer(ipv4), resolve6: answer(ipv6) } satisfies NameResolver;
};

export type Wishes = {
  ports?: readonly number[];
  networks?: readonly string[];
  resolver?: NameResolver;
  /** PEM of the authority to trust; nobody without it. */
  authority?: string;
  deadlines?: Partial<Deadlines>;
};

const PLENTY = { maxTests: 1_000, maxTestsPerTenant: 1_000, maxQueue: 0, maxQueuePerTenant: 0 };

/** What the connector runs tests with, on loopback, with a log that is kept. */
export const rig = (wishes: Wishes = {}): TestDeps & { lines: string[] } => {
  const lines: string[] = [];
  return {
    lines,
    log: createLog((line) => void lines.push(line)),
    ehloName: '[127.0.0.1]',
    fixes: createConcurrency(PLENTY),
    deadlines: { ...DEADLINES, probeMs: 1_000, lingerMs: 100, ...wishes.deadlines },
    network: {
      resolver: wishes.resolver ?? scriptedResolver(['127.0.0.1']),
      guard: createAddressGuard({
        allowedNetworks: wishes.networks ?? ['127.0.0.0/8', '::1/128'],
        allowedPorts: (wishes.ports ?? []).map((port) => ({ from: port, to: port })),
      }),
      trust: createSecureContext({
        minVersion: 'TLSv1.2',
        ca: wishes.authority ? [wishes.authority] : [],
      }),
    },
  };
};

/** A server's settings on a loopback port, signing in with the canary. */
export const on = (port: number, wishes: Partial<MailServer> = {}): MailServer => ({
  host: 'mail.example.com',
  port,
  security: 'none',
  username: USERNAME,
  password: PASSWORD,
  ...wishes,
});

export type Outcome = { result: TestResult; events: TestEvent[]; lines: string[] };

/** Runs a test to its end, with every port of the request allowed. */
export const testServers = async (
  request: Partial<ConnectorTestRequest>,
  wishes: Wishes = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome> => {
  const { imap = null, smtp = null } = request;
  const ports = [imap, smtp].flatMap((server) => (server ? [server.port] : []));
  const deps = rig({ ports, ...wishes });
  const events: TestEvent[] = [];
  const emit = (event: TestEvent) => void events.push(event);
  const result = await runTest({ tenant: 't', imap, smtp }, deps, { signal, emit });
  return { result, events, lines: deps.lines };
};
