import type { InboxRow } from '../inboxes/tables.ts';
import { isHealthy } from '../inboxes/trouble.ts';
import type { Checked } from './check-all.ts';

/** What cannot tell a server's absence from our own. */
const OF_THE_NETWORK: ReadonlySet<string> = new Set([
  'name-lookup-failed',
  'network-unreachable',
  'connect-timeout',
]);

/** So many servers that worked an hour ago don't go at the same moment by chance. */
const SERVERS_FOR_AN_OUTAGE = 5;

const NOBODY: readonly never[] = [];

/** The server, without its port, that a check did not get through to; `null` where it did. */
const unreachedIn = ({ check }: Checked): string | null => {
  if (check.kind !== 'found') return null;
  const { finding, certificates } = check;
  if (finding.kind !== 'failing' || certificates.length > 0) return null;
  return OF_THE_NETWORK.has(finding.code) ? (finding.at ?? '').replace(/:\d+$/, '') : null;
};

/**
 * Whether none of several checks of mail servers got through to its server, and how many servers that
 * were well before are among them.
 */
export const reachOf = (
  checked: readonly Checked[],
): { isNobodyReached: boolean; isSudden: boolean } => {
  const unreached = checked.map((one) => ({ row: one.row, server: unreachedIn(one) }));
  const isNobodyReached = checked.length > 0 && unreached.every(({ server }) => server !== null);
  const wellBefore = isNobodyReached ? unreached.filter(({ row }) => wasWell(row)) : NOBODY;
  const servers = new Set(wellBefore.map(({ server }) => server));
  return { isNobodyReached, isSudden: servers.size >= SERVERS_FOR_AN_OUTAGE };
};

const wasWell = (row: InboxRow): boolean => isHealthy({ ...row, nextCheckAt: null });
