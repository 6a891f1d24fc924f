import { and, eq } from 'drizzle-orm';
import type { Deps } from '../../../deps.ts';
import { ProblemError } from '../../../http/problem.ts';
import { gone } from '../../audit/changes.ts';
import { alter } from '../../inboxes/alter.ts';
import { holderReads, keyOf, requireFree } from '../../inboxes/free-address.ts';
import { requireNoLoop } from '../../inboxes/loop.ts';
import type { KnownInbox } from '../../inboxes/queries.ts';
import { inboxAliases } from '../../inboxes/tables.ts';
import type { Who } from '../../tenants/session.ts';
import { prove } from './prove.ts';
import { knownResult, pendingOf, resultById, withoutPending } from './result.ts';
import type { SignedInGrant } from './signed-in-grant.ts';
import { grantStored } from './store-grant.ts';

type Asked = { inbox: string; id: string };
const ENDED = new Set(['refused', 'denied']);

type Holders = Parameters<typeof requireFree>;

const findPending = async (deps: Deps, who: Who, asked: Asked): Promise<SignedInGrant> => {
  const result = knownResult(await resultById(deps, who, asked));
  const signedIn = await pendingOf(deps.vault, result, deps.now());
  if (signedIn === null) throw new ProblemError('sign-in-over');
  return signedIn;
};

// Google ends all that an account has granted us at once, as when another inbox of it is disconnected:
// what was proven at the sign-in may be worth nothing by now. An outage proves nothing.
const requireStillOpens = async (
  deps: Deps,
  { provider, grant: { accessToken }, mailbox, isShared }: SignedInGrant,
): Promise<void> => {
  const proof = await prove(deps, { provider, accessToken, mailbox, isShared });
  if (!proof.ok && ENDED.has(proof.kind)) throw new ProblemError('sign-in-over');
};

const requireOthersFree = (id: string, [own, alias]: Holders): void =>
  requireFree(
    own.filter((holder) => holder.id !== id),
    alias.filter((holder) => holder.id !== id),
  );

// An alias that becomes the inbox's own address is none any more.
const aliasGone = ({ db }: Deps, { row, aliases }: KnownInbox, key: string) => {
  const alias = aliases.find(({ emailAddressKey }) => emailAddressKey === key);
  if (alias === undefined) return { statements: [], events: [] };
  const itself = and(eq(inboxAliases.tenant, row.tenant), eq(inboxAliases.id, alias.id));
  return {
    statements: [db.delete(inboxAliases).where(itself)],
    events: [
      {
        action: 'inbox.alias-removed' as const,
        inbox: { id: row.id, name: row.name },
        changes: gone({ alias: alias.emailAddress }),
      },
    ],
  };
};

/**
 * Connects an inbox to the mailbox that somebody really signed in to, whose address it takes. Throws
 * `sign-in-over` (too late, done already, the permission has ended, or the connection has changed
 * since), `address-taken`, `auto-response-loop`, `inbox-archived` and `not-found`.
 */
export const acceptResult = async (deps: Deps, who: Who, asked: Asked): Promise<KnownInbox> => {
  const signedIn = await findPending(deps, who, asked);
  await requireStillOpens(deps, signedIn);
  const key = keyOf(signedIn.mailbox);
  const reads = [resultById(deps, who, asked), ...holderReads(deps.db, who.tenant, key)] as const;
  const altered = { id: asked.inbox, action: 'connect' } as const;
  return alter(deps, who, altered, reads, async (inbox, [results, own, alias]) => {
    const result = knownResult(results);
    const isOver =
      result.pending === null || result.credentialsVersion !== inbox.row.credentialsVersion;
    if (isOver) throw new ProblemError('sign-in-over');
    requireOthersFree(asked.inbox, [own, alias]);
    const alteration = await grantStored(deps, inbox.row, signedIn);
    await requireNoLoop(deps, { ...inbox, row: { ...inbox.row, ...alteration.change } });
    const { statements, events } = aliasGone(deps, inbox, key);
    return {
      ...alteration,
      statements: [withoutPending(deps, result), ...statements],
      events,
      aliases: inbox.aliases.filter(({ emailAddressKey }) => emailAddressKey !== key),
    };
  });
};
