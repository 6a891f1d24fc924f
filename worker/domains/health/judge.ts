import type { StoredCheck } from '../connections/check-stored.ts';

/** What cannot tell a server's absence from our own. */
const OF_THE_NETWORK: ReadonlySet<string> = new Set([
  'name-lookup-failed',
  'network-unreachable',
  'connect-timeout',
]);

/** So many servers don't go at the same moment by chance. */
const SERVERS_FOR_AN_OUTAGE = 5;

type Found = Extract<StoredCheck, { kind: 'found' }>;

/** The server that a check did not get through to; `null` where it did. */
const unreachedIn = ({ finding, certificates }: Found): string | null => {
  if (finding.kind !== 'failing' || certificates.length > 0) return null;
  return OF_THE_NETWORK.has(finding.code) ? (finding.at ?? '') : null;
};

/**
 * Whether what checks of mail servers found looks like our own network being away: many servers can't
 * be reached, and none that could.
 */
export const isOurNetwork = (checks: readonly Found[]): boolean => {
  const unreached = checks.map(unreachedIn);
  const servers = new Set(unreached.map((server) => server?.replace(/:\d+$/, '')));
  return !unreached.includes(null) && servers.size >= SERVERS_FOR_AN_OUTAGE;
};
