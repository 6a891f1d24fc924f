import { type Signal, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TroublesAnswer } from '../../contract/health.ts';
import { fetchTroubles } from '../api.ts';

const NONE: TroublesAnswer = { outages: [], shared: [] };

/** Two parts of one screen need not both ask. */
const FRESH_MS = 5_000;

type Kept = { troubles: Signal<TroublesAnswer>; asked: number; askedAt: number };

const keptByOrg = new Map<string, Kept>();

const keptOf = (org: string): Kept => {
  const kept = keptByOrg.get(org) ?? { troubles: signal(NONE), asked: 0, askedAt: 0 };
  keptByOrg.set(org, kept);
  return kept;
};

/**
 * Asks anew what is wrong with several inboxes of a workspace at once. Only the newest answer counts; when
 * there is none, what was known stays.
 */
export const askTroublesAgain = async (org: string): Promise<void> => {
  const kept = keptOf(org);
  kept.asked += 1;
  kept.askedAt = Date.now();
  const mine = kept.asked;
  const troubles = await fetchTroubles(org).catch(() => null);
  if (troubles && mine === kept.asked) kept.troubles.value = troubles;
};

/** What is wrong with several inboxes at once; asked when a screen that tells of it opens. */
export const useTroubles = (org: string): TroublesAnswer => {
  const kept = keptOf(org);
  useEffect(() => {
    if (Date.now() - kept.askedAt > FRESH_MS) void askTroublesAgain(org);
  }, [org]);
  return kept.troubles.value;
};
