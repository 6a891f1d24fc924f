import type { KeyState, KeyStatus } from '../../../contract/keys.ts';
import type { Deps } from '../../deps.ts';
import { inboxesUnder, keysInUse } from './keys-in-use.ts';
import type { Rotation } from './rotation.ts';
import { shortLivedByKey } from './short-lived.ts';
import { keyRotations } from './tables.ts';

type Needed = Pick<Deps, 'db' | 'vault' | 'now'>;
type Found = {
  role: KeyState['role'];
  isUsed: boolean;
  /** `null` where they are not to be counted. */
  inboxes: number | null;
  shortLived: number;
  rotation: Rotation | undefined;
};

const describe = (id: string, found: Found): KeyState => {
  const { role, isUsed, inboxes, shortLived, rotation } = found;
  const resealed = rotation?.resealed ?? 0;
  const running = role === 'retiring' && rotation?.finishedAt === null;
  return {
    ...{ id, role, inboxes, shortLived, resealed, running },
    // Some may have been connected anew since.
    unreadable: isUsed
      ? Math.min(rotation?.unreadable ?? 0, inboxes ?? Number.MAX_SAFE_INTEGER)
      : 0,
    safeToRetire: role === 'retiring' && !isUsed && shortLived === 0 && !running,
    total: inboxes === null ? null : resealed + inboxes,
    finishedAt: rotation?.finishedAt?.toISOString() ?? null,
  };
};

/**
 * The keys of this deployment and those that stored credentials need, the current one first. Reads a few
 * rows; with `counts` it reads one for each inbox.
 */
export const keyStatus = async (
  { db, vault, now }: Needed,
  { counts = false } = {},
): Promise<KeyStatus> => {
  const { current, retiring } = await vault.keyIds();
  const inUse = new Set(await keysInUse(db));
  const shortLived = await shortLivedByKey({ db, now });
  const rotations = await db.select().from(keyRotations);
  const roleOf = (id: string): KeyState['role'] =>
    id === current ? 'current' : retiring.includes(id) ? 'retiring' : 'missing';
  const countOf = async (id: string): Promise<number | null> => {
    if (!inUse.has(id)) return 0;
    return counts ? inboxesUnder(db, id) : null;
  };
  const ids = new Set([current, ...retiring, ...inUse, ...shortLived.keys()]);
  const keys = [...ids].map(async (id) =>
    describe(id, {
      role: roleOf(id),
      isUsed: inUse.has(id),
      inboxes: await countOf(id),
      shortLived: shortLived.get(id) ?? 0,
      rotation: rotations.find(({ keyId }) => keyId === id),
    }),
  );
  return { current, keys: await Promise.all(keys) };
};
