import { and, eq, sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { atMost } from '../../platform/at-most.ts';
import { describeError } from '../../platform/log.ts';
import { checkStored, type StoredCheck } from '../connections/check-stored.ts';
import { checkSlots, type InboxRow, inboxes } from '../inboxes/tables.ts';
import { isOurNetwork } from './judge.ts';
import { type ChecksMessage, checksMessage, type Part } from './messages.ts';
import { clearOutages, noteOutage } from './outages.ts';
import { partsDone } from './parts-done.ts';
import { recordInBackground } from './record.ts';
import type { OutagePart } from './tables.ts';

/** A Worker has six outgoing connections at a time. */
const AT_ONCE = 6;
const CHECK_TIMEOUT_MS = 30_000;
/** An invocation has 15 minutes: what is not begun by then is left to another. */
const BUDGET_MS = 10 * 60_000;
const AGAIN_AFTER_S = { out: 60, busy: 15 };

type Checked = { row: InboxRow; check: StoredCheck } | { row: InboxRow; check: null };

/** What is left of a message when it has been worked on: to be checked later, or apart from the others. */
type Left = { later: string[]; delayS: number; thrown: string[] };

const isSuperseded = async ({ db }: Deps, part: Part | null): Promise<boolean> => {
  if (part === null) return false;
  const row = await db.select().from(checkSlots).where(eq(checkSlots.slot, part.slot)).get();
  return row?.run.getTime() !== part.run || row.attempt !== part.attempt;
};

const rowsOf = ({ db }: Deps, ids: readonly string[]): Promise<InboxRow[]> =>
  db
    .select()
    .from(inboxes)
    .where(
      and(
        sql`${inboxes.id} in (select value from json_each(${JSON.stringify(ids)}))`,
        sql`(connected_at is not null or failing_since is not null) and credentials_encrypted is not null and archived_at is null and deleted_at is null`,
      ),
    );

const endOf = (check: StoredCheck): string => {
  if (check.kind === 'out') return `${check.part}-out`;
  if (check.kind !== 'found') return check.kind;
  return check.finding.kind === 'passed' ? 'passed' : check.finding.code;
};

/** Checks inboxes until the connector is out or too busy; who was not reached by then has no check. */
const checkAll = async (
  deps: Deps,
  rows: readonly InboxRow[],
  { requestId, endsAt }: { requestId: string; endsAt: number },
  thrown: string[],
): Promise<Checked[]> => {
  let isHeld = false;
  return atMost(AT_ONCE, rows, async (row): Promise<Checked> => {
    if (isHeld || deps.now().getTime() > endsAt) return { row, check: null };
    const began = deps.now().getTime();
    try {
      const signal = AbortSignal.timeout(CHECK_TIMEOUT_MS);
      const check = await checkStored(deps, row, { requestId, signal });
      isHeld ||= check.kind === 'busy' || (check.kind === 'out' && check.part === 'connector');
      const ms = deps.now().getTime() - began;
      deps.count({ what: row.connectionType, end: endOf(check), ms });
      return { row, check };
    } catch (error) {
      deps.log('error', 'check-failed', { requestId, inbox: row.id, error: describeError(error) });
      thrown.push(row.id);
      return { row, check: { kind: 'nothing' } };
    }
  });
};

const idsWhere = (checked: readonly Checked[], wanted: (check: StoredCheck | null) => boolean) =>
  checked.filter(({ check }) => wanted(check)).map(({ row }) => row.id);

const isOut = (check: StoredCheck | null, part: OutagePart) =>
  check?.kind === 'out' && check.part === part;

const OF_PROVIDERS = ['google', 'microsoft'] as const;

/** Tells of what is out, or is no longer. */
const noteOutages = async (
  deps: Deps,
  checked: readonly Checked[],
  isConnectorOut: boolean,
): Promise<void> => {
  const answered: OutagePart[] = [];
  const ofServers = checked.some(
    ({ row, check }) => row.connectionType === 'imap' && check?.kind === 'found',
  );
  if (isConnectorOut) await noteOutage(deps, 'connector');
  else if (ofServers) answered.push('connector');
  for (const part of OF_PROVIDERS) {
    const type = part === 'google' ? 'gmail' : 'microsoft';
    if (checked.some(({ row, check }) => row.connectionType === type && check?.kind === 'found')) {
      answered.push(part);
    } else if (checked.some(({ check }) => isOut(check, part))) await noteOutage(deps, part);
  }
  await clearOutages(deps, answered);
};

const record = async (
  deps: Deps,
  { row, check }: Checked,
  requestId: string,
  thrown: string[],
): Promise<void> => {
  if (check?.kind !== 'found') return;
  try {
    await recordInBackground(deps, row, check);
  } catch (error) {
    deps.log('error', 'check-not-recorded', {
      ...{ requestId, inbox: row.id, error: describeError(error) },
    });
    thrown.push(row.id);
  }
};

const work = async (
  deps: Deps,
  { ids }: ChecksMessage,
  options: { requestId: string; endsAt: number },
): Promise<Left> => {
  const thrown: string[] = [];
  const checked = await checkAll(deps, await rowsOf(deps, ids), options, thrown);
  const isNetwork = isOurNetwork(
    checked.flatMap(({ row, check }) =>
      row.connectionType === 'imap' && check?.kind === 'found' ? [check] : [],
    ),
  );
  const isConnectorOut = isNetwork || checked.some(({ check }) => isOut(check, 'connector'));
  await noteOutages(deps, checked, isConnectorOut);
  const isUnreached = ({ row, check }: Checked) =>
    isNetwork && row.connectionType === 'imap' && check?.kind === 'found';
  for (const one of checked.filter((each) => !isUnreached(each))) {
    await record(deps, one, options.requestId, thrown);
  }
  const later = [
    ...idsWhere(checked, (check) => check === null || check.kind === 'busy'),
    ...idsWhere(checked, (check) => isOut(check, 'connector')),
    ...checked.filter(isUnreached).map(({ row }) => row.id),
  ];
  return { later, thrown, delayS: isConnectorOut ? AGAIN_AFTER_S.out : AGAIN_AFTER_S.busy };
};

/**
 * Sends on what is left of a message. A single inbox that can't be checked at all comes again by itself;
 * failing ones that were not reached are due again anyway.
 */
const passOn = async (
  { queues }: Deps,
  { ids, part }: ChecksMessage,
  { later, thrown, delayS }: Left,
): Promise<'acknowledge' | 'retry'> => {
  if (thrown.length > 0 && ids.length === 1) return 'retry';
  const alone = thrown.map((id) => ({ kind: 'checks', part: null, ids: [id] }));
  const rest = later.length > 0 && part !== null ? [{ kind: 'checks', part, ids: later }] : [];
  if (alone.length > 0) await queues.checks.send(alone);
  if (rest.length > 0) await queues.checks.send(rest, delayS);
  return 'acknowledge';
};

const takeOne = async (
  deps: Deps,
  message: Message,
  endsAt: number,
): Promise<{ done: Part | null }> => {
  const parsed = checksMessage.safeParse(message.body);
  if (!parsed.success) throw new TypeError('no message of ours');
  const asked = parsed.data;
  if (await isSuperseded(deps, asked.part)) return { done: null };
  const began = deps.now().getTime();
  const left = await work(deps, asked, { requestId: message.id, endsAt });
  deps.log('info', 'checks', {
    requestId: message.id,
    ms: deps.now().getTime() - began,
    reason: `${asked.ids.length} asked for, ${left.later.length + left.thrown.length} left`,
  });
  if ((await passOn(deps, asked, left)) === 'retry') throw new Error('not checked');
  return { done: left.later.length === 0 ? asked.part : null };
};

/**
 * Checks the inboxes of a batch of messages. Whatever a message meets, the others are worked on: one
 * that fails comes again, a few times, and then goes to the dead letters.
 */
export const takeChecks = async (deps: Deps, batch: MessageBatch): Promise<void> => {
  const endsAt = deps.now().getTime() + BUDGET_MS;
  const done: { message: Message; part: Part | null }[] = [];
  for (const message of batch.messages) {
    try {
      const taken = await takeOne(deps, message, endsAt);
      done.push({ message, part: taken.done });
    } catch (error) {
      deps.log('error', 'message-failed', { requestId: message.id, error: describeError(error) });
      message.retry();
    }
  }
  // Only then: what is not written down as done is done again.
  try {
    await partsDone(
      deps,
      done.flatMap(({ part }) => part ?? []),
    );
    for (const { message } of done) message.ack();
  } catch (error) {
    deps.log('error', 'parts-not-recorded', { error: describeError(error) });
    for (const { message } of done) message.retry();
  }
};
