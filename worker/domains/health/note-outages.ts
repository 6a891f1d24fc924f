import type { Deps } from '../../deps.ts';
import { clearOutages, hasLasted, noteOutage } from '../connections/outages.ts';
import type { OutagePart } from '../connections/tables.ts';
import { type Checked, isConnectorOut, isOfServers } from './check-all.ts';
import { reachOf } from './judge.ts';

/** So often a message is held back for a network, or a connector, that only its own checks say is away. */
export const HOLDS = 5;

const TYPES = { google: 'gmail', microsoft: 'microsoft' } as const;

/** What is out: then nothing is held against those who were not reached. */
export type Out = { connector: boolean; network: boolean };

const networkIsOut = async (
  deps: Deps,
  ofServers: readonly Checked[],
  tries: number,
): Promise<boolean> => {
  const { isNobodyReached, isSudden } = reachOf(ofServers);
  if (!isNobodyReached) return false;
  // What others reach meanwhile ends the outage: it lasts only where nobody gets through.
  return (isSudden && tries < HOLDS) || hasLasted(deps, 'network');
};

/** Whether others have had an answer of the connector that a message has been held back for. */
export const isConnectorThere = async (deps: Deps, tries: number): Promise<boolean> =>
  tries >= HOLDS && !(await hasLasted(deps, 'connector'));

/** Tells of what a message's checks found out, or back again. */
export const noteOutages = async (
  deps: Deps,
  checked: readonly Checked[],
  tries: number,
): Promise<Out> => {
  const ofServers = checked.filter(isOfServers);
  const out = {
    connector: checked.some(isConnectorOut),
    network: await networkIsOut(deps, ofServers, tries),
  };
  const isAnswered: Record<OutagePart, boolean> = {
    connector: !out.connector && ofServers.length > 0,
    network: !out.network && ofServers.length > 0 && !reachOf(ofServers).isNobodyReached,
    google: false,
    microsoft: false,
  };
  const noted: OutagePart[] = (['connector', 'network'] as const).filter((part) => out[part]);
  for (const part of ['google', 'microsoft'] as const) {
    const its = checked.filter(({ row }) => row.connectionType === TYPES[part]);
    isAnswered[part] = its.some(({ check }) => check.kind === 'found' || check.kind === 'told');
    const isOut = its.some(({ check }) => check.kind === 'out');
    if (isOut && !isAnswered[part]) noted.push(part);
  }
  for (const part of noted) await noteOutage(deps, part);
  const answered = (Object.keys(isAnswered) as OutagePart[]).filter((part) => isAnswered[part]);
  await clearOutages(deps, answered);
  return out;
};
