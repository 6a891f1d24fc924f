import { and, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { inboxes } from '../inboxes/tables.ts';
import type { Checked } from './check-all.ts';
import { CHECKABLE } from './checkable.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

const among = (ids: readonly string[]) =>
  sql`${inboxes.id} in (select value from json_each(${JSON.stringify(ids)}))`;

/**
 * Notes that inboxes whose turn it was were not checked: their provider is out, they can't be checked at
 * all, or there is nothing to check. A healthy one is then no longer one that its slots' run has checked:
 * what is known is the run before. One that can't be checked is then left alone until its next run; a
 * failing one for an hour.
 */
export const noteUnchecked = async (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  checked: readonly Checked[],
  runBefore: Date | null,
): Promise<void> => {
  const at = now().getTime();
  const ids = checked.flatMap(({ row, check }) => {
    const isOut = check.kind === 'out' && check.part !== 'connector';
    return isOut || check.kind === 'nothing' || check.kind === 'thrown' ? [row.id] : [];
  });
  if (ids.length === 0) return;
  await db
    .update(inboxes)
    .set({
      nextCheckAt: new Date(at + DAY_MS),
      lastCheckedAt: sql`nullif(max(coalesce(${inboxes.lastCheckedAt}, 0), ${runBefore?.getTime() ?? 0}), 0)`,
    })
    .where(and(among(ids), CHECKABLE, isNull(inboxes.nextCheckAt), isNull(inboxes.failingSince)));
  const idle = checked.flatMap(({ row, check }) =>
    check.kind === 'nothing' || check.kind === 'thrown' ? [row.id] : [],
  );
  if (idle.length === 0) return;
  await db
    .update(inboxes)
    .set({
      nextCheckAt: sql`case when ${inboxes.failingSince} is null then ${at + DAY_MS} else ${at + HOUR_MS} end`,
    })
    .where(and(among(idle), CHECKABLE, isNotNull(inboxes.nextCheckAt)));
};
