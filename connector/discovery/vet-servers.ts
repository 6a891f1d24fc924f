import type { DiscoveryDeps } from './discovery-deps.ts';
import type { FoundServer, ServerPair } from './source.ts';
import { vetHost } from './vet-host.ts';

/** A document may name any number of servers; they don't get any number of questions. */
const MAX_LOOKED_AT = 3;

/**
 * The first of each that a connection test would be allowed to reach: servers named by strangers
 * have to be at a mail port of a name with none but public addresses. `null` without both.
 */
export const vetServers = async (
  named: { imap: readonly FoundServer[]; smtp: readonly FoundServer[] },
  deps: DiscoveryDeps,
  signal: AbortSignal,
): Promise<ServerPair | null> => {
  const [imap, smtp] = await Promise.all([
    firstReachable(named.imap, deps, signal),
    firstReachable(named.smtp, deps, signal),
  ]);
  return imap && smtp ? { imap, smtp } : null;
};

const firstReachable = async (
  servers: readonly FoundServer[],
  { guard, resolver }: DiscoveryDeps,
  signal: AbortSignal,
): Promise<FoundServer | null> => {
  const atMailPorts = servers.filter(({ port }) => guard.allowsPort(port));
  for (const server of atMailPorts.slice(0, MAX_LOOKED_AT)) {
    try {
      await vetHost(server.host, { guard, resolver, signal });
      return server;
    } catch {
      signal.throwIfAborted();
    }
  }
  return null;
};
