import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { fill, MANY, newId, oldId, pass } from '../../testing/reseal-world.ts';
import { newVault, oldVault, rotating } from '../../testing/rotation.ts';
import { idOf, inboxesByKey, openedInboxes } from '../../testing/sealed-inboxes.ts';
import type { Watch } from '../../testing/watched-database.ts';
import { db, makeTenant } from '../../testing/world.ts';
import { inboxes } from '../inboxes/tables.ts';
import { takeReseal } from './take-reseal.ts';

beforeEach(() => makeTenant('acme', { inboxLimit: 100_000 }));

/** Does something once, just before the rows of a batch are written. */
const beforeWriting = (meanwhile: () => Promise<unknown>): Watch => {
  let isDone = false;
  return async (trip) => {
    const isWriting = trip.sql.some((text) => text.includes('json_each'));
    if (isWriting && !isDone) {
      isDone = true;
      await meanwhile();
    }
    return trip.run();
  };
};

describe('twice at once', () => {
  test('two crons begin one pass', async () => {
    await fill(MANY);
    const one = rotating();
    const other = rotating();
    await Promise.all([one.tick(), other.tick(), one.tick()]);
    expect([...one.waiting, ...other.waiting]).toHaveLength(1);
  });

  test('the same message delivered to two at a time is done once', async () => {
    const { secrets } = await fill(MANY);
    const one = rotating();
    const other = rotating();
    await one.tick();
    other.waiting.push(...one.waiting);
    await Promise.all([one.deliver(), other.deliver()]);
    expect(await openedInboxes(newVault)).toEqual(secrets);
    expect(await pass()).toMatchObject({ resealed: MANY, unreadable: 0 });
  });

  test('a message that comes again, however late, does nothing', async () => {
    await fill(MANY);
    const world = rotating();
    await world.tick();
    const [first] = world.waiting;
    await world.deliver();
    const before = await db.select().from(inboxes);
    const done = await pass();
    await takeReseal(world.deps, first);
    expect(world.waiting).toEqual([]);
    expect(await db.select().from(inboxes)).toEqual(before);
    expect(await pass()).toEqual(done);
  });

  test('a pass that makes progress is not begun again', async () => {
    await fill(MANY);
    const world = rotating();
    await world.tick();
    world.minutesPass();
    await world.tick();
    expect(world.waiting).toHaveLength(1);
  });

  test('a message that is nobody’s is refused, and comes again', async () => {
    const { deps } = rotating();
    await expect(takeReseal(deps, { kind: 'reseal' })).rejects.toThrow();
  });
});

describe('what happens to a row while its batch is under way wins:', () => {
  test('another secret', async () => {
    await fill(3);
    const slot = { tenant: 'acme', inbox: idOf(1), purpose: 'mail-servers' } as const;
    const watch = beforeWriting(async () => {
      const { envelope, keyId } = await newVault.seal('theirs', slot);
      const set = { credentialsEncrypted: envelope, credentialsKeyId: keyId };
      await db
        .update(inboxes)
        .set(set)
        .where(eq(inboxes.id, idOf(1)));
    });
    await rotating(watch).minute();
    expect((await openedInboxes(newVault)).get(idOf(1))).toBe('theirs');
    expect(await pass()).toMatchObject({ resealed: 2, unreadable: 0 });
  });

  test('no secret any more', async () => {
    await fill(3);
    const gone = { credentialsEncrypted: null, credentialsKeyId: null, connectedAt: null };
    const watch = beforeWriting(async () => {
      await db
        .update(inboxes)
        .set(gone)
        .where(eq(inboxes.id, idOf(1)));
    });
    await rotating(watch).minute();
    expect(
      await db
        .select()
        .from(inboxes)
        .where(eq(inboxes.id, idOf(1)))
        .get(),
    ).toMatchObject(gone);
    expect(await inboxesByKey()).toEqual({ [newId]: 2 });
  });

  test('one that is sealed under the old key, by what is still of the old deployment: the next pass has it', async () => {
    await fill(3);
    const slot = { tenant: 'acme', inbox: idOf(1), purpose: 'mail-servers' } as const;
    const watch = beforeWriting(async () => {
      const { envelope } = await oldVault.seal('theirs', slot);
      const set = { credentialsEncrypted: envelope };
      await db
        .update(inboxes)
        .set(set)
        .where(eq(inboxes.id, idOf(1)));
    });
    const world = rotating(watch);
    await world.minute();
    expect(await inboxesByKey()).toEqual({ [newId]: 2, [oldId]: 1 });
    await world.minute();
    expect(await inboxesByKey()).toEqual({ [newId]: 3 });
    expect((await openedInboxes(newVault)).get(idOf(1))).toBe('theirs');
  });
});
