import type { SharedTrouble } from '../../contract/health.ts';
import type { InboxSummary } from '../../contract/inbox.ts';

/** One inbox of a group; without a summary where its page of the list is not loaded. */
export type Member = { id: string; name: string; inbox: InboxSummary | null };

export type Group = {
  key: string;
  trouble: SharedTrouble;
  /** Those that still have the trouble, as far as is known. */
  count: number;
  members: Member[];
};

export type Grouped = { groups: Group[]; rest: InboxSummary[] };

/** Fewer are no group: their rows tell it themselves. */
const FEWEST = 2;

/** By what a group goes on being the same while its inboxes come and go. */
export const keyOf = ({ code, at }: Pick<SharedTrouble, 'code' | 'at'>) => `${code} ${at}`;

// The list may be newer than what was said of several: whoever works again is in no group.
const stillHas = (trouble: SharedTrouble, inbox: InboxSummary | undefined) =>
  inbox === undefined ||
  (inbox.status === 'error' && (inbox.failing ?? inbox.lastError)?.code === trouble.code);

const groupOf = (trouble: SharedTrouble, byId: ReadonlyMap<string, InboxSummary>): Group => {
  const members = trouble.inboxes
    .filter(({ id }) => stillHas(trouble, byId.get(id)))
    .map(({ id, name }) => ({ id, name, inbox: byId.get(id) ?? null }));
  const count = trouble.count - (trouble.inboxes.length - members.length);
  return { key: keyOf(trouble), trouble, count, members };
};

/** Takes inboxes that have the same trouble at the same place out of a list, and puts them together. */
export const group = (
  inboxes: readonly InboxSummary[],
  shared: readonly SharedTrouble[],
): Grouped => {
  const byId = new Map(inboxes.map((inbox) => [inbox.id, inbox]));
  const groups = shared
    .map((trouble) => groupOf(trouble, byId))
    .filter(({ members }) => members.length >= FEWEST);
  const grouped = new Set(groups.flatMap(({ members }) => members.map(({ id }) => id)));
  return { groups, rest: inboxes.filter(({ id }) => !grouped.has(id)) };
};
