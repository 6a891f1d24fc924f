import { expect, test } from 'vitest';
import { checkedWorld } from '../../testing/checked-world.ts';
import { wholeDatabase } from '../../testing/whole-database.ts';
import { queueDue } from './due.ts';

test('what is due and may be checked is claimed once; what may not be is left as it is', async () => {
  const world = await checkedWorld();
  const at = world.now();
  const due = { nextCheckAt: at };
  const failing = { failingSince: at, failingCode: 'connect-timeout', failingChecks: 1 };
  const gone = { credentialsEncrypted: null, credentialsKeyId: null, connectedAt: null };
  await world.store(
    { ...due, ...failing, archivedAt: at },
    { ...due, ...failing, ...gone },
    { ...due, ...gone, deletedAt: at },
    { ...due, connectedAt: null },
  );
  const before = await wholeDatabase();
  await queueDue(world.deps);
  expect(world.sent).toEqual([]);
  expect(await wholeDatabase()).toBe(before);

  const ids = await world.store(
    { ...due, ...failing },
    { ...due, ...failing, connectedAt: null },
    due,
  );
  await Promise.all([queueDue(world.deps), queueDue(world.deps)]);
  const asked = world.sent.flatMap(({ body }) => (body as { ids: string[] }).ids);
  expect(asked.sort()).toEqual(ids);
});
