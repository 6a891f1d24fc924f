import { canonicalHost } from '../../contract/host.ts';
import type { DiscoveryDeps, SrvRecord } from './discovery-deps.ts';
import { isAbsence } from './outcome.ts';
import type { FoundServer, Source } from './source.ts';
import { untilAborted } from './until-aborted.ts';
import { vetServers } from './vet-servers.ts';

/**
 * The domain's SRV records (RFC 6186, RFC 8314 §5.1): TLS from the first byte is preferred to
 * STARTTLS, whatever the priorities between the two services say. The username is the address
 * (RFC 6186 §4).
 */
export const srvSource = (domain: string, deps: DiscoveryDeps): Source => ({
  source: 'srv',
  who: domain,
  ask: async (signal) => {
    const ask = (service: string, security: FoundServer['security']) =>
      serversOf(`${service}._tcp.${domain}`, security, { deps, signal });
    const [imaps, imap, submissions, submission] = await Promise.all([
      ask('_imaps', 'tls'),
      ask('_imap', 'starttls'),
      ask('_submissions', 'tls'),
      ask('_submission', 'starttls'),
    ]);
    const named = { imap: [...imaps, ...imap], smtp: [...submissions, ...submission] };
    const servers = await vetServers(named, deps, signal);
    return servers && { servers };
  },
});

type Asking = { deps: DiscoveryDeps; signal: AbortSignal };

const serversOf = async (
  name: string,
  security: FoundServer['security'],
  { deps, signal }: Asking,
): Promise<FoundServer[]> => {
  const records = await untilAborted(deps.resolver.resolveSrv(name), signal).catch((error) => {
    if (isAbsence(error)) return [];
    throw error;
  });
  return inOrder(records, Math.random).flatMap(({ name, port }) => {
    // RFC 2782: a target of "." says that the service is not there; so it has no canonical form.
    const host = canonicalHost(name);
    return host === null ? [] : { host, port, security, username: 'address' };
  });
};

/** Only the first that holds is used. */
const MAX_RECORDS = 10;

/** RFC 2782: by priority, and drawn by weight among equals. `random` gives numbers in [0, 1). */
export const inOrder = (records: readonly SrvRecord[], random: () => number): SrvRecord[] => {
  const left = records
    .toSorted((one, other) => one.priority - other.priority || one.weight - other.weight)
    .slice(0, MAX_RECORDS);
  const ordered: SrvRecord[] = [];
  while (left.length > 0) {
    const equals = left.filter(({ priority }) => priority === left[0]?.priority);
    const total = equals.reduce((sum, { weight }) => sum + weight, 0);
    let drawn = random() * total;
    const found = equals.findIndex(({ weight }) => {
      drawn -= weight;
      return drawn < 0;
    });
    ordered.push(...left.splice(Math.max(found, 0), 1));
  }
  return ordered;
};
