import { setTimeout as delay } from 'node:timers/promises';
import type { Protocol } from '../../contract/mail-server.ts';
import { probePlace } from '../probe.ts';
import { type DiscoveryDeps, MAIL_PORTS, type MailPorts } from './discovery-deps.ts';
import type { MailExchangers } from './mx.ts';
import type { FoundServer, Source } from './source.ts';
import { vetHost } from './vet-host.ts';

/** Of each protocol; twice as many connections at most. */
const MAX_PROBES = 4;
const PROBE_LIMIT_MS = 1_500;
/** How long guessing waits to hear of the MX host, which is one guess of several. */
const EXCHANGER_LIMIT_MS = 400;

/**
 * The usual names at the usual ports, each proven by connecting: it speaks the protocol there, with a
 * valid certificate, and offers a login. Nobody signs in.
 */
export const guessSource = (
  domain: string,
  exchangers: MailExchangers,
  deps: DiscoveryDeps,
): Source => ({
  source: 'probe',
  who: domain,
  ask: async (signal) => {
    const hosts = await existing(
      [`imap.${domain}`, `smtp.${domain}`, `mail.${domain}`, domain, ...(await first(exchangers))],
      deps,
      signal,
    );
    const guesses = guessServers(domain, hosts, deps.mailPorts ?? MAIL_PORTS);
    const [imap, smtp] = await Promise.all([
      firstProven('imap', guesses.imap, deps, signal),
      firstProven('smtp', guesses.smtp, deps, signal),
    ]);
    return imap && smtp ? { servers: { imap, smtp } } : null;
  },
});

const first = (exchangers: MailExchangers): Promise<string[]> =>
  Promise.race([
    exchangers.then(
      (hosts) => hosts.slice(0, 1),
      () => [],
    ),
    delay(EXCHANGER_LIMIT_MS, [], { ref: false }),
  ]);

/** Names without an address are most of the guesses, and cost no connection. */
const existing = async (
  hosts: readonly string[],
  { guard, resolver }: DiscoveryDeps,
  signal: AbortSignal,
): Promise<string[]> => {
  const looked = [...new Set(hosts)].map((host) =>
    vetHost(host, { guard, resolver, signal }).then(
      () => [host],
      () => [],
    ),
  );
  return (await Promise.all(looked)).flat();
};

/** The likeliest first: TLS from the first byte, a host named for the protocol. */
const guessServers = (domain: string, hosts: readonly string[], ports: MailPorts) => {
  const inOrder = (named: string, tls: number, starttls: number): FoundServer[] => {
    const candidates = hosts.filter((host) => host === named || !isNamedForProtocol(host, domain));
    const at = (port: number, security: FoundServer['security']) =>
      candidates.map((host) => ({ host, port, security, username: 'address' as const }));
    const [ofTls, ofStarttls] = [at(tls, 'tls'), at(starttls, 'starttls')];
    // The best name gets a second chance before the worst gets its first.
    return [...ofTls.slice(0, MAX_PROBES - 1), ...ofStarttls, ...ofTls.slice(MAX_PROBES - 1)];
  };
  return {
    imap: inOrder(`imap.${domain}`, ports.imaps, ports.imap).slice(0, MAX_PROBES),
    smtp: inOrder(`smtp.${domain}`, ports.submissions, ports.submission).slice(0, MAX_PROBES),
  };
};

const isNamedForProtocol = (host: string, domain: string): boolean =>
  host === `imap.${domain}` || host === `smtp.${domain}`;

/** All at once; the first in order that is proven, as soon as those before it are not. */
const firstProven = async (
  protocol: Protocol,
  guesses: readonly FoundServer[],
  { resolver, guard, trust, probeMs = PROBE_LIMIT_MS }: DiscoveryDeps,
  signal: AbortSignal,
): Promise<FoundServer | null> => {
  const limits = { signal, limitMs: probeMs };
  const probes = guesses.map(({ host, port, security }) =>
    probePlace(protocol, { host, port, security }, { resolver, guard, trust }, limits),
  );
  for (const [index, guess] of guesses.entries()) if (await probes[index]) return guess;
  return null;
};
