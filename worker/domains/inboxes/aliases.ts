import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { type aliasCreation, MAX_ALIASES } from '../../../contract/alias.ts';
import type { Deps } from '../../deps.ts';
import type { Once } from '../../http/idempotency-key.ts';
import { ProblemError } from '../../http/problem.ts';
import { audited } from '../audit/audited.ts';
import { gone, made } from '../audit/changes.ts';
import { madeBefore, remember, replayed } from '../idempotency/once.ts';
import type { Who } from '../tenants/session.ts';
import { requireAllowed } from './alter.ts';
import { holderReads, keyOf, requireFree } from './free-address.ts';
import { requireNoLoop } from './loop.ts';
import { inboxReads, known } from './queries.ts';
import { type AliasRow, inboxAliases } from './tables.ts';

const requireSpace = (aliases: readonly AliasRow[]): void => {
  if (aliases.length >= MAX_ALIASES) throw new ProblemError('alias-limit-reached');
};

/**
 * Adds an alias; a repeated request gives the one that it made before. Throws `address-taken`,
 * `alias-limit-reached`, `auto-response-loop`, `inbox-archived`, `not-found` and `idempotency-key-reused`.
 */
export const addAlias = (
  deps: Deps,
  who: Who,
  inboxId: string,
  { emailAddress }: z.output<typeof aliasCreation>,
  once: Once | null,
): Promise<AliasRow> => {
  const { db, now, newId } = deps;
  const { tenant } = who;
  const emailAddressKey = keyOf(emailAddress);
  const reads = [
    madeBefore(deps, who, once),
    ...inboxReads(db, tenant, inboxId),
    ...holderReads(db, tenant, emailAddressKey),
  ] as const;
  return audited(deps, who, reads, async ([before, rows, aliases, own, alias]) => {
    const { row: inbox } = known(rows, aliases);
    const replay = replayed(before, once);
    if (replay !== null) {
      const same = aliases.find(({ id }) => id === replay);
      // What the request made before has been removed since.
      if (same === undefined) throw new ProblemError('not-found');
      return { statements: [], events: [], answer: same } as const;
    }
    requireAllowed(inbox, 'change');
    requireFree(own, alias);
    requireSpace(aliases);
    const id = newId('als');
    const row = { id, tenant, inbox: inboxId, emailAddress, emailAddressKey, createdAt: now() };
    await requireNoLoop(deps, { row: inbox, aliases: [...aliases, row] }, '#/emailAddress');
    return {
      statements: [db.insert(inboxAliases).values(row), ...remember(deps, who, once, id)],
      events: [
        {
          action: 'inbox.alias-added',
          inbox: { id: inboxId, name: inbox.name },
          changes: made({ alias: emailAddress }),
        },
      ],
      answer: row,
    };
  });
};

/** Removes an alias, whose address is then free. Throws `not-found` and `inbox-archived`. */
export const removeAlias = (
  deps: Deps,
  who: Who,
  inboxId: string,
  aliasId: string,
): Promise<void> => {
  const { db } = deps;
  const { tenant } = who;
  return audited(deps, who, inboxReads(db, tenant, inboxId), ([rows, aliases]) => {
    const { row: inbox } = known(rows, aliases);
    const alias = aliases.find(({ id }) => id === aliasId);
    if (!alias) throw new ProblemError('not-found');
    requireAllowed(inbox, 'change');
    return {
      statements: [
        db
          .delete(inboxAliases)
          .where(and(eq(inboxAliases.tenant, tenant), eq(inboxAliases.id, aliasId))),
      ],
      events: [
        {
          action: 'inbox.alias-removed',
          inbox: { id: inboxId, name: inbox.name },
          changes: gone({ alias: alias.emailAddress }),
        },
      ],
      answer: undefined,
    };
  });
};
