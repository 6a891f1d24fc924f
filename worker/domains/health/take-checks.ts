import { eq, sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { describeError } from '../../platform/log.ts';
import { checkSlots, type InboxRow, inboxes } from '../inboxes/tables.ts';
import { type Checked, checkAll, isConnectorOut, isOfServers } from './check-all.ts';
import { CHECKABLE } from './checkable.ts';
import { type ChecksMessage, checksMessage, type Part } from './messages.ts';
import { HOLDS, isConnectorThere, noteOutages } from './note-outages.ts';
import { partsDone } from './parts-done.ts';
import { recordInBackground } from './record.ts';
import { noteUnchecked } from './unchecked.ts';

/** An invocation has 15 minutes: what is not begun by then is left to another. */
const BUDGET_MS = 10 * 60_000;
const AGAIN_AFTER_S = { out: 60, busy: 15 };
/** Then it is left to the run, which is begun again. */
const MOST_TRIES = 20;

type SlotRow = typeof checkSlots.$inferSelect;

/** What is left of a message when it has been worked on: to be checked later, or apart from the others. */
type Left = { later: string[]; delayS: number; thrown: string[] };

const slotOf = ({ db }: Deps, part: Part | null): Promise<SlotRow | undefined> | undefined =>
  part === null
    ? undefined
    : db.select().from(checkSlots).where(eq(checkSlots.slot, part.slot)).get();

const rowsOf = ({ db }: Deps, ids: readonly string[]): Promise<InboxRow[]> =>
  db
    .select()
    .from(inboxes)
    .where(
      sql`${inboxes.id} in (select value from json_each(${JSON.stringify(ids)})) and ${CHECKABLE}`,
    );

const record = async (
  deps: Deps,
  { row, check }: Checked,
  requestId: string,
): Promise<string[]> => {
  if (check.kind !== 'found') return [];
  try {
    await recordInBackground(deps, row, check);
    return [];
  } catch (error) {
    const fields = { requestId, inbox: row.id, error: describeError(error) };
    deps.log('error', 'check-not-recorded', fields);
    return [row.id];
  }
};

const work = async (
  deps: Deps,
  { ids, tries }: ChecksMessage,
  options: { requestId: string; endsAt: number; runBefore: Date | null },
): Promise<Left> => {
  const checked = await checkAll(deps, await rowsOf(deps, ids), {
    ...options,
    isConnectorThere: await isConnectorThere(deps, tries),
  });
  const out = await noteOutages(deps, checked, tries);
  const isHeld = (one: Checked) =>
    one.check.kind === 'left' ||
    one.check.kind === 'busy' ||
    isConnectorOut(one) ||
    (out.network && isOfServers(one));
  const thrown = checked.flatMap(({ row, check }) => (check.kind === 'thrown' ? [row.id] : []));
  for (const one of checked.filter((each) => !isHeld(each))) {
    thrown.push(...(await record(deps, one, options.requestId)));
  }
  await noteUnchecked(deps, checked, options.runBefore);
  const later = checked.filter(isHeld).map(({ row }) => row.id);
  const delayS = out.connector || out.network ? AGAIN_AFTER_S.out : AGAIN_AFTER_S.busy;
  return { later, thrown, delayS };
};

/**
 * Sends on what is left of a message. A single inbox that can't be checked at all comes again by itself;
 * failing ones that were not reached are due again anyway.
 */
const passOn = async (
  { queues }: Deps,
  { ids, part, tries }: ChecksMessage,
  { later, thrown, delayS }: Left,
): Promise<'acknowledge' | 'retry'> => {
  if (thrown.length > 0 && ids.length === 1 && part === null) return 'retry';
  const alone = thrown.map((id) => ({ kind: 'checks', part: null, tries: HOLDS, ids: [id] }));
  if (alone.length > 0) await queues.checks.send(alone);
  if (later.length > 0 && part !== null && tries < MOST_TRIES) {
    await queues.checks.send([{ kind: 'checks', part, tries: tries + 1, ids: later }], delayS);
  }
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
  const { part } = asked;
  const slot = await slotOf(deps, part);
  const isCurrent = slot?.run.getTime() === part?.run && slot?.attempt === part?.attempt;
  if (!isCurrent) return { done: null };
  const began = deps.now().getTime();
  const runBefore = slot?.completedRun ?? null;
  const left = await work(deps, asked, { requestId: message.id, endsAt, runBefore });
  deps.log('info', 'checks', {
    requestId: message.id,
    ms: deps.now().getTime() - began,
    reason: `${asked.ids.length} asked for, ${left.later.length + left.thrown.length} left`,
  });
  if ((await passOn(deps, asked, left)) === 'retry') throw new Error('not checked');
  return { done: left.later.length === 0 ? part : null };
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
  const parts = done.flatMap(({ part }) => part ?? []);
  // Only then: what is not written down as done is done again.
  try {
    await partsDone(deps, parts);
    for (const { message } of done) message.ack();
  } catch (error) {
    deps.log('error', 'parts-not-recorded', { error: describeError(error) });
    for (const { message } of done) message.retry();
  }
};
