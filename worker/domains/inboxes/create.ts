import type { z } from 'zod';
import type { inboxCreation } from '../../../contract/inbox.ts';
import type { Deps } from '../../deps.ts';
import type { Once } from '../../http/idempotency-key.ts';
import { audited } from '../audit/audited.ts';
import { made } from '../audit/changes.ts';
import { madeBefore, remember, replayed } from '../idempotency/once.ts';
import type { Who } from '../tenants/session.ts';
import { checkSlot } from './check-slots.ts';
import { holderReads, keyOf, requireFree } from './free-address.ts';
import { planReads, requireRoom } from './plan.ts';
import { findKnownInbox } from './queries.ts';
import { searchTextOf } from './search-text.ts';
import { inboxes } from './tables.ts';

type Creation = z.output<typeof inboxCreation>;

const eventOf = (id: string, { name, displayName, emailAddress, connectionType }: Creation) => ({
  action: 'inbox.created' as const,
  inbox: { id, name },
  changes: made({ emailAddress, connectionType, name, displayName: displayName || null }),
});

/**
 * Creates an inbox, not yet connected, and gives its id; a repeated request gives the id of the one
 * that it made before. Throws `inbox-limit-reached`, `address-taken` and `idempotency-key-reused`.
 */
const create = (deps: Deps, who: Who, creation: Creation, once: Once | null): Promise<string> => {
  const { db, now, newId } = deps;
  const { tenant } = who;
  const { name, displayName, emailAddress, connectionType } = creation;
  const key = keyOf(emailAddress);
  const reads = [
    madeBefore(deps, who, once),
    planReads(db, tenant),
    ...holderReads(db, tenant, key),
  ] as const;
  return audited(deps, who, reads, ([before, plan, inboxHolder, aliasHolder]) => {
    const replay = replayed(before, once);
    if (replay !== null) return { statements: [], events: [], answer: replay } as const;
    requireFree(inboxHolder, aliasHolder);
    requireRoom(plan);
    const id = newId('inb');
    const at = now();
    const row = {
      ...{ id, tenant, name, emailAddress, connectionType },
      displayName: displayName || null,
      emailAddressKey: key,
      searchText: searchTextOf(name, emailAddress, key),
      checkSlot: checkSlot(id),
      createdAt: at,
      updatedAt: at,
    };
    return {
      statements: [db.insert(inboxes).values(row), ...remember(deps, who, once, id)],
      events: [eventOf(id, creation)],
      answer: id,
    };
  });
};

/** {@link create}, and the inbox as it then is. */
export const createInbox = async (
  deps: Deps,
  who: Who,
  creation: Creation,
  once: Once | null = null,
) => findKnownInbox(deps.db, who.tenant, await create(deps, who, creation, once));
