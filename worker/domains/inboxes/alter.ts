import { and, eq } from 'drizzle-orm';
import type { BatchItem, BatchResponse } from 'drizzle-orm/batch';
import type { InboxAction } from '../../../contract/inbox.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { audited, type Decision, type NewEvent } from '../audit/audited.ts';
import { lastEventOf } from '../audit/queries.ts';
import type { Who } from '../tenants/session.ts';
import { isDone, refusalOf } from './inbox.ts';
import { inboxReads, type KnownInbox, known } from './queries.ts';
import { type AliasRow, type InboxRow, inboxes } from './tables.ts';

type Statement = BatchItem<'sqlite'>;

/** What is asked of which inbox; `seen` is the version that the person has on the screen, if they say so. */
export type Asked = { id: string; action: InboxAction; seen?: number | undefined };

/** What becomes of an inbox, and how that is told. */
export type Alteration = {
  change: Partial<InboxRow>;
  event: Omit<NewEvent, 'inbox'>;
  /** What is written before the inbox is, and what is told after its own event. */
  statements?: Statement[];
  events?: NewEvent[];
  /** The inbox's other addresses, where they change with it. */
  aliases?: AliasRow[];
};

/** The inbox as it is now, and what has become of it by this request: `null` where it was so already. */
export type Altered<Altering extends Alteration> = { inbox: KnownInbox; by: Altering | null };

/** The problem of somebody whose version is no longer the newest, with who was quicker. */
export const changedMeanwhile = async (
  { db }: Pick<Deps, 'db'>,
  { tenant, id }: Pick<InboxRow, 'tenant' | 'id'>,
): Promise<ProblemError> => {
  const last = await lastEventOf(db, tenant, id);
  const changedBy = last && { name: last.name, at: last.at.toISOString() };
  return new ProblemError('changed-meanwhile', changedBy ? { changedBy } : {});
};

/** Throws `changed-meanwhile` unless the row is the version that the caller has seen. */
export const requireSeen = async (
  deps: Pick<Deps, 'db'>,
  row: InboxRow,
  seen: number | undefined,
): Promise<void> => {
  if (seen !== undefined && seen !== row.version) throw await changedMeanwhile(deps, row);
};

/** Throws what the inbox's state machine says against an action. */
export const requireAllowed = (row: InboxRow, action: InboxAction): void => {
  const refusal = refusalOf(row, action);
  if (refusal !== null) throw new ProblemError(refusal);
};

const update = ({ db }: Pick<Deps, 'db'>, row: InboxRow, change: Partial<InboxRow>): Statement =>
  db
    .update(inboxes)
    .set(change)
    .where(
      and(eq(inboxes.tenant, row.tenant), eq(inboxes.id, row.id), eq(inboxes.version, row.version)),
    );

/**
 * Changes one inbox, with its audit event, all or nothing, where its state machine allows it. `decide`
 * sees the inbox and what `reads` found, all of one moment; it gives `null` where there is nothing to
 * change. An inbox that is already as asked is answered as it is, also to one who has seen an older
 * version: the state they want is there (RFC 9110 §13.1.1). Throws `not-found`, `changed-meanwhile`
 * and what the state machine refuses with.
 */
export const altering = <const Reads extends readonly Statement[], Altering extends Alteration>(
  deps: Deps,
  who: Who,
  { id, action, seen }: Asked,
  reads: Reads,
  decide: (
    inbox: KnownInbox,
    found: BatchResponse<Reads>,
  ) => Altering | null | Promise<Altering | null>,
): Promise<Altered<Altering>> =>
  audited(
    deps,
    who,
    [...inboxReads(deps.db, who.tenant, id), ...reads],
    async ([rows, aliases, ...found]): Promise<Decision<Altered<Altering>>> => {
      const inbox = known(rows, aliases);
      const { row } = inbox;
      const asItIs = { statements: [], events: [], answer: { inbox, by: null } } as const;
      if (isDone(row, action)) return asItIs;
      requireAllowed(row, action);
      const altered = await decide(inbox, found as BatchResponse<Reads>);
      if (altered === null) return asItIs;
      await requireSeen(deps, row, seen);
      const change = { ...altered.change, updatedAt: deps.now(), version: row.version + 1 };
      const answer = { row: { ...row, ...change }, aliases: altered.aliases ?? aliases };
      return {
        statements: [...(altered.statements ?? []), update(deps, row, change)],
        events: [
          { ...altered.event, inbox: { id, name: change.name ?? row.name } },
          ...(altered.events ?? []),
        ],
        answer: { inbox: answer, by: altered },
      };
    },
  );

/** {@link altering}, for who needs no more than the inbox as it is now. */
export const alter = async <const Reads extends readonly Statement[]>(
  ...asked: Parameters<typeof altering<Reads, Alteration>>
): Promise<KnownInbox> => (await altering(...asked)).inbox;
