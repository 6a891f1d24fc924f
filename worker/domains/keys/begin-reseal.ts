import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { inboxesUnder } from './keys-in-use.ts';
import { RESEAL_LEASE_MS, type ResealMessage, type Rotation } from './rotation.ts';
import { keyRotations } from './tables.ts';

// What did not open may do so again, as when a backup was put back.
const UNREADABLE_AGAIN_MS = 60 * 60 * 1000;

const hasWork = async (
  { db }: Deps,
  keyId: string,
  last: Rotation | undefined,
  now: Date,
): Promise<boolean> => {
  const known = last?.unreadable ?? 0;
  const found = await inboxesUnder(db, keyId, known + 1);
  if (found > known) return true;
  const since = now.getTime() - (last?.finishedAt?.getTime() ?? 0);
  return found > 0 && since >= UNREADABLE_AGAIN_MS;
};

/** Begins a pass, unless somebody else has since `last` was read. */
const begin = async (
  { db }: Deps,
  keyId: string,
  last: Rotation | undefined,
  now: Date,
): Promise<Rotation | undefined> => {
  const leasedUntil = new Date(now.getTime() + RESEAL_LEASE_MS);
  const fresh = { startedAt: now, cursor: '', resealed: 0, unreadable: 0, leasedUntil };
  const insert = db.insert(keyRotations).values({ keyId, ...fresh });
  if (last === undefined) return insert.onConflictDoNothing().returning().get();
  const unchanged = and(
    eq(keyRotations.leasedUntil, last.leasedUntil),
    isNotNull(keyRotations.finishedAt),
  );
  const set = { ...fresh, finishedAt: null };
  const target = keyRotations.keyId;
  return insert.onConflictDoUpdate({ target, set, setWhere: unchanged }).returning().get();
};

/** Takes over a pass that has stopped, unless somebody else has. */
const takeOver = async ({ db }: Deps, last: Rotation, now: Date): Promise<Rotation | undefined> =>
  db
    .update(keyRotations)
    .set({ leasedUntil: new Date(now.getTime() + RESEAL_LEASE_MS) })
    .where(
      and(
        eq(keyRotations.keyId, last.keyId),
        eq(keyRotations.leasedUntil, last.leasedUntil),
        isNull(keyRotations.finishedAt),
      ),
    )
    .returning()
    .get();

const claim = async (deps: Deps, keyId: string, now: Date): Promise<Rotation | undefined> => {
  const { db } = deps;
  const last = await db.select().from(keyRotations).where(eq(keyRotations.keyId, keyId)).get();
  if (last && last.finishedAt === null) {
    return last.leasedUntil <= now ? takeOver(deps, last, now) : undefined;
  }
  return (await hasWork(deps, keyId, last, now)) ? begin(deps, keyId, last, now) : undefined;
};

/**
 * Begins a pass over what is sealed under each retiring key, or goes on with one that makes no progress.
 * Rows that don't open alone are no reason for another pass, but once an hour.
 */
export const beginReseal = async (deps: Deps, now: Date): Promise<void> => {
  const { retiring } = await deps.vault.keyIds();
  for (const keyId of retiring) {
    const pass = await claim(deps, keyId, now);
    if (pass === undefined) continue;
    const message: ResealMessage = { kind: 'reseal', keyId, cursor: pass.cursor };
    await deps.queues.jobs.send([message]);
  }
};
