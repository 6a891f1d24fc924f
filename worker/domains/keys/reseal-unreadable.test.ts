import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { fill, MANY, newId, oldId, pass } from '../../testing/reseal-world.ts';
import { newVault, oldVault, rotating } from '../../testing/rotation.ts';
import { idOf, inboxesByKey, openedInboxes } from '../../testing/sealed-inboxes.ts';
import { db, makeTenant } from '../../testing/world.ts';
import { inboxes } from '../inboxes/tables.ts';
import { keyStatus } from './key-status.ts';

beforeEach(() => makeTenant('acme', { inboxLimit: 100_000 }));

describe('a row that does not open', () => {
  const damage = async () => {
    const broken = ['hunter2', `v1.${oldId}.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAA`];
    for (const [at, credentialsEncrypted] of broken.entries()) {
      const number = 10 + at;
      await db
        .update(inboxes)
        .set({ credentialsEncrypted })
        .where(eq(inboxes.id, idOf(number)));
    }
    return new Map(broken.map((text, at) => [idOf(10 + at), text]));
  };

  const stored = async (ids: Iterable<string>) => {
    const rows = await db.select().from(inboxes);
    return new Map(
      [...ids].map((id) => [id, rows.find((row) => row.id === id)?.credentialsEncrypted]),
    );
  };

  test('is left byte for byte, is counted, and holds nothing up', async () => {
    await fill(MANY);
    const broken = await damage();
    const world = rotating();
    await world.minute();
    expect(await inboxesByKey()).toEqual({ [newId]: MANY - 2, [oldId]: 2 });
    expect(await stored(broken.keys())).toEqual(broken);
    const { keys } = await keyStatus(world.deps, { counts: true });
    expect(keys.find(({ id }) => id === oldId)).toMatchObject({
      ...{ role: 'retiring', inboxes: 2, unreadable: 2, resealed: MANY - 2, total: MANY },
      ...{ running: false, safeToRetire: false },
    });
    expect(world.lines).toContainEqual({
      event: 'resealed',
      fields: { code: oldId, reason: `${MANY - 2} re-sealed, 2 do not open` },
    });
  });

  test('alone is no reason for another pass, but is looked at again after an hour', async () => {
    await fill(20);
    await damage();
    const world = rotating();
    await world.minute();
    const first = await pass();
    for (let minute = 0; minute < 5; minute++) await world.minute();
    expect(await pass()).toEqual(first);
    world.minutesPass(60);
    await world.minute();
    expect((await pass())?.startedAt).not.toEqual(first?.startedAt);
    expect(await pass()).toMatchObject({ unreadable: 2, resealed: 0 });
  });

  test('does not hide one that came later and opens', async () => {
    const { putBack } = await fill(20);
    await putBack();
    await damage();
    const world = rotating();
    await world.minute();
    const slot = { tenant: 'acme', inbox: idOf(4), purpose: 'mail-servers' } as const;
    const { envelope, keyId } = await oldVault.seal('late', slot);
    const set = { credentialsEncrypted: envelope, credentialsKeyId: keyId };
    await db
      .update(inboxes)
      .set(set)
      .where(eq(inboxes.id, idOf(4)));
    await world.minute();
    expect(await inboxesByKey()).toEqual({ [newId]: 18, [oldId]: 2 });
    expect((await openedInboxes(newVault)).get(idOf(4))).toBe('late');
  });
});
