import { and, eq } from 'drizzle-orm';
import type { TicketsDecision } from '../../../contract/deletion.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { raised } from '../../platform/database.ts';
import type { NewEvent } from '../audit/audited.ts';
import { gone, made } from '../audit/changes.ts';
import type { Who } from '../tenants/session.ts';
import { closeOpen, openTicketsOf, transferOpen } from '../tickets/open-tickets.ts';
import { altering } from './alter.ts';
import { destroyedGrantOf, endPermission } from './end-permission.ts';
import { deleted, lifeOf } from './inbox.ts';
import { inboxById, type KnownInbox } from './queries.ts';
import { type InboxRow, inboxAliases } from './tables.ts';

type Asked = { id: string; tickets: TicketsDecision | undefined; seen: number | undefined };

const OUTCOME = { transfer: 'transferred', close: 'closed' } as const;

// The trigger's words: a ticket came in after there were none.
const isOpenTicket = (error: unknown) => raised(error, 'open tickets on a deleted inbox');

const requireTarget = (id: string, [target]: InboxRow[]): InboxRow => {
  if (target !== undefined && target.id !== id && lifeOf(target) === 'active') return target;
  throw new ProblemError('transfer-target-unavailable', {
    errors: [{ pointer: '#/tickets/inboxId', detail: 'Choose an active inbox.' }],
  });
};

const whatGoes = ({ aliases }: KnownInbox) =>
  gone({ aliases: aliases.map(({ emailAddress }) => emailAddress).join(', ') || null });

/** What becomes of the open tickets, and how that is told. */
const ticketsGo = (
  deps: Deps,
  { row }: KnownInbox,
  open: number,
  decision: TicketsDecision | undefined,
  target: InboxRow | null,
) => {
  if (decision === undefined) return { statements: [], changes: [], events: [] };
  const owner = { tenant: row.tenant, inbox: row.id };
  const statements = [
    target === null ? closeOpen(deps, owner) : transferOpen(deps, owner, target.id),
  ];
  // Also without any: one may come in before this is written.
  if (open === 0) return { statements, changes: [], events: [] };
  const tickets = { field: 'tickets' as const, before: open, after: OUTCOME[decision.action] };
  if (target === null) return { statements, changes: [tickets], events: [] };
  const received: NewEvent = {
    action: 'inbox.tickets-received',
    inbox: { id: target.id, name: target.name },
    changes: made({ tickets: open, from: row.name }),
  };
  return {
    statements,
    changes: [tickets, ...made({ to: target.name })],
    events: [received],
  };
};

/**
 * Deletes an inbox: its tickets go where `tickets` says, its aliases go, its credentials are destroyed
 * and its address is free, all at once; then the permission at the provider ends, if there is one. Only
 * the row stays, for the tickets that were closed and for the audit. Throws `open-tickets`, `transfer-target-unavailable`, `not-found` and `changed-meanwhile`.
 */
export const deleteInbox = async (
  deps: Deps,
  who: Who,
  { id, tickets, seen }: Asked,
): Promise<void> => {
  const { db } = deps;
  const { tenant } = who;
  const targetId = tickets?.action === 'transfer' ? tickets.inboxId : id;
  const reads = [
    openTicketsOf(db, { tenant, inbox: id }),
    inboxById(db, tenant, targetId),
  ] as const;
  const asked = { id, action: 'delete', seen } as const;
  const { by } = await altering(deps, who, asked, reads, async (inbox, [[counted], targets]) => {
    const open = counted?.open ?? 0;
    if (open > 0 && tickets === undefined) throw new ProblemError('open-tickets');
    const target = tickets?.action === 'transfer' ? requireTarget(id, targets) : null;
    const going = ticketsGo(deps, inbox, open, tickets, target);
    const ofInbox = and(eq(inboxAliases.tenant, tenant), eq(inboxAliases.inbox, id));
    return {
      change: deleted(inbox.row, deps.now()),
      event: { action: 'inbox.deleted', changes: [...going.changes, ...whatGoes(inbox)] },
      statements: [...going.statements, db.delete(inboxAliases).where(ofInbox)],
      events: going.events,
      destroyed: await destroyedGrantOf(deps, inbox.row),
    };
  }).catch((error: unknown) => {
    throw isOpenTicket(error) ? new ProblemError('open-tickets') : error;
  });
  await endPermission(deps, who, by?.destroyed ?? null);
};
