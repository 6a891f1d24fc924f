import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { createDeps } from '../../deps.ts';
import { createVault } from '../../platform/vault.ts';
import { fill, MANY, newId, oldId, pass } from '../../testing/reseal-world.ts';
import { bothVault, newVault, oldVault, rotating } from '../../testing/rotation.ts';
import { idOf, inboxesByKey, openedInboxes, sealedInboxes } from '../../testing/sealed-inboxes.ts';
import type { Trip } from '../../testing/watched-database.ts';
import { db, makeTenant } from '../../testing/world.ts';
import { inboxes } from '../inboxes/tables.ts';
import { beginReseal } from './begin-reseal.ts';
import { keyRotations } from './tables.ts';
import { takeReseal } from './take-reseal.ts';

beforeEach(() => makeTenant('acme', { inboxLimit: 100_000 }));

describe('re-sealing', () => {
  test('moves everything to the current key, and changes nothing else', async () => {
    const { secrets } = await fill(MANY);
    const before = await db.select().from(inboxes).orderBy(inboxes.id);
    await rotating().minute();
    expect(await inboxesByKey()).toEqual({ [newId]: MANY });
    expect(await openedInboxes(newVault)).toEqual(secrets);
    const after = await db.select().from(inboxes).orderBy(inboxes.id);
    const withoutSeal = before.map((row, at) => ({
      ...row,
      credentialsEncrypted: after[at]?.credentialsEncrypted,
      credentialsKeyId: newId,
    }));
    expect(after).toEqual(withoutSeal);
    expect(await pass()).toMatchObject({ resealed: MANY, unreadable: 0 });
  });

  test('moves what no schema knows as it is', async () => {
    const { putBack } = await fill(1);
    await putBack();
    const slot = { tenant: 'acme', inbox: idOf(0), purpose: 'mail-servers' } as const;
    const secret = '{"servers": "of a later version"';
    const { envelope } = await oldVault.seal(secret, slot);
    await db.update(inboxes).set({ credentialsEncrypted: envelope });
    await rotating().minute();
    expect(await openedInboxes(newVault)).toEqual(new Map([[idOf(0), secret]]));
  });

  test('is done in turns, so that a database that is in use is not held up', async () => {
    await fill(MANY);
    const { tick, waiting, deps } = rotating();
    await tick();
    const left = [];
    while (waiting.length > 0) {
      await takeReseal(deps, waiting.shift());
      left.push((await inboxesByKey())[oldId] ?? 0);
    }
    expect(left).toEqual([250, 50, 0]);
  });

  test('goes by what fits into a statement where envelopes are long', async () => {
    const count = 120;
    await fill(count);
    const long = 'x'.repeat(8000);
    const lengthen = async (number: number) => {
      const slot = { tenant: 'acme', inbox: idOf(number), purpose: 'mail-servers' } as const;
      const { envelope } = await oldVault.seal(long, slot);
      await db
        .update(inboxes)
        .set({ connectionType: 'imap', credentialsEncrypted: envelope })
        .where(eq(inboxes.id, idOf(number)));
    };
    await Promise.all(Array.from({ length: count }, (_, number) => lengthen(number)));
    await rotating().minute();
    expect(new Set((await openedInboxes(newVault)).values())).toEqual(new Set([long]));
  });

  test('leaves alone what is sealed under the current key, and begins nothing without cause', async () => {
    await (await sealedInboxes(newVault, 3))();
    const before = await db.select().from(inboxes);
    const { minute, waiting } = rotating();
    await minute();
    expect(waiting).toEqual([]);
    expect(await db.select().from(inboxes)).toEqual(before);
    expect(await pass()).toBeUndefined();
  });
});

describe('stopped', () => {
  /** Stops at one step, a trip to the database or a sending: before it is made, or after. */
  const stoppingAt = (step: number, when: 'before' | 'after') => {
    let made = 0;
    const watch = async <Result>(trip: Trip<Result>): Promise<Result> => {
      made += 1;
      if (made !== step) return trip.run();
      if (when === 'after') await trip.run();
      throw new Error('stopped');
    };
    return { watch, wasReached: () => made >= step };
  };

  const expectAllThere = async (secrets: Map<string, string | null>, where: string) =>
    expect(await openedInboxes(bothVault), where).toEqual(secrets);

  test.each(['before', 'after'] as const)(
    '%s any step, everything opens, and it goes on to the end',
    async (when) => {
      const { putBack, secrets } = await fill(MANY);
      let step = 1;
      for (; ; step++) {
        const where = `${when} step ${step}`;
        await Promise.all([putBack(), db.delete(keyRotations)]);
        const { watch, wasReached } = stoppingAt(step, when);
        const world = rotating(watch);
        const end = await world.minute().then(
          () => 'finished',
          (error: Error) => String(error.cause ?? error),
        );
        await expectAllThere(secrets, where);
        if (!wasReached()) break;
        expect(end, where).toContain('stopped');
        // The message comes again, and later minutes look after what has come to a halt.
        await world.deliver();
        await expectAllThere(secrets, where);
        await world.minute();
        world.minutesPass(2);
        await world.minute();
        await world.minute();
        expect(await inboxesByKey(), where).toEqual({ [newId]: MANY });
        await expectAllThere(secrets, where);
        expect(await pass(), where).toMatchObject({ resealed: MANY, unreadable: 0 });
        expect((await pass())?.finishedAt, where).not.toBeNull();
      }
      // A look for work, a beginning, a sending; for each batch a look, a read and a write, and a sending.
      expect(step).toBeGreaterThan(12);
    },
    120_000,
  );
});

describe('a deployment that does not hold the key as a retiring one', () => {
  test.each([
    ['has another deployment’s message', { ENCRYPTION_KEY: env.ENCRYPTION_KEY }],
    ['has gone back to it', {}],
  ])('leaves its pass alone where it %s', async (_when, settings) => {
    await fill(MANY);
    const world = rotating();
    await world.tick();
    const back = rotating(undefined, {
      ...{ ENCRYPTION_KEY: btoa(String.fromCharCode(...new Uint8Array(32).fill(31))) },
      ...{ ENCRYPTION_KEYS_RETIRING: '', ...settings },
    });
    const before = await pass();
    await takeReseal(back.deps, world.waiting[0]);
    expect(await pass()).toEqual(before);
    expect(await inboxesByKey()).toEqual({ [oldId]: MANY });
  });

  test('brings everything back where the keys are swapped again', async () => {
    const { secrets } = await fill(MANY);
    const world = rotating();
    await world.tick();
    await takeReseal(world.deps, world.waiting[0]);
    const { [newId]: moved } = await inboxesByKey();
    expect(moved).toBe(200);
    const back = rotating(undefined, {
      ENCRYPTION_KEY: btoa(String.fromCharCode(...new Uint8Array(32).fill(31))),
      ENCRYPTION_KEYS_RETIRING: btoa(String.fromCharCode(...new Uint8Array(32).fill(32))),
    });
    await back.minute();
    expect(await inboxesByKey()).toEqual({ [oldId]: MANY });
    expect(await openedInboxes(oldVault)).toEqual(secrets);
  });
});

test('through the real queue: all batches, one after the other', async () => {
  const retiring = createVault(env.ENCRYPTION_KEYS_RETIRING);
  const { current: retiringId } = await retiring.keyIds();
  const own = createVault(env.ENCRYPTION_KEY);
  await (await sealedInboxes(retiring, MANY))();
  const secrets = await openedInboxes(retiring);
  await beginReseal(createDeps(env), new Date());
  await expect
    .poll(async () => (await inboxesByKey())[retiringId] ?? 0, { timeout: 45_000, interval: 100 })
    .toBe(0);
  expect(await openedInboxes(own)).toEqual(secrets);
});
