import type { Deps } from '../../deps.ts';
import type { Who } from '../tenants/session.ts';
import { alter } from './alter.ts';
import { archived } from './inbox.ts';
import { requireNoLoop } from './loop.ts';
import { planReads, requireRoom } from './plan.ts';
import type { KnownInbox } from './queries.ts';
import { restored } from './trouble.ts';

type Seen = number | undefined;

/** Takes an inbox out of use; it keeps everything, its address too. Throws `not-found` and `changed-meanwhile`. */
export const archive = (deps: Deps, who: Who, id: string, seen: Seen): Promise<KnownInbox> =>
  alter(deps, who, { id, action: 'archive', seen }, [], () => ({
    change: archived(deps.now()),
    event: { action: 'inbox.archived' },
  }));

/**
 * Takes an archived inbox into use again. Its address it has kept: no other inbox or alias could take it.
 * Throws `inbox-limit-reached`, `auto-response-loop`, `not-found` and `changed-meanwhile`.
 */
export const restore = (deps: Deps, who: Who, id: string, seen: Seen): Promise<KnownInbox> => {
  const reads = [planReads(deps.db, who.tenant)] as const;
  return alter(deps, who, { id, action: 'restore', seen }, reads, async (inbox, [plan]) => {
    requireRoom(plan);
    await requireNoLoop(deps, inbox);
    return { change: restored(inbox.row, deps.now()), event: { action: 'inbox.restored' } };
  });
};
