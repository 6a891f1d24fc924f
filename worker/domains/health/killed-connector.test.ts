import { expect, test } from 'vitest';
import { allIncidents, checkedWorld, runOf, troublesAt } from '../../testing/checked-world.ts';
import { connectorEdge } from '../../testing/connector-edge.ts';
import { mortalConnector } from '../../testing/mortal-connector.ts';

const COUNT = 20;
const KILLED_AT = 9;

test('a connector that is killed in the middle of a sweep marks no inbox, and the sweep is finished by the next one', async () => {
  const mortal = await mortalConnector();
  let killing: Promise<void> | undefined;
  // However long it takes to kill: who comes after it meets nobody, and does not get through before.
  const there: typeof fetch = async (url, init) => {
    await killing;
    return mortal.binding.fetch(url, init);
  };
  const edge = connectorEdge({ fetch: there });
  const world = await checkedWorld({ connector: edge.connector });
  await world.store(...Array.from({ length: COUNT }, () => ({ checkSlot: 0 })));

  edge.decide((_request, number) => {
    if (number === KILLED_AT) killing = mortal.kill();
    return 'real';
  });
  await world.cron();
  await world.until(() => expect(world.sent).toHaveLength(2));
  expect(edge.asked.length).toBeLessThan(COUNT);
  expect(await allIncidents()).toEqual([]);
  expect(await runOf()).toMatchObject({ completedRun: null });
  killing = undefined;

  await world.later(1);
  await world.until(() => expect(world.sent).toHaveLength(3));
  expect((await troublesAt(world.admin)).outages).toMatchObject([{ part: 'connector' }]);

  await mortal.start();
  const [, , left] = world.sent.map(({ body }) => (body as { ids: string[] }).ids);
  const before = edge.asked.length;
  await world.later(1);
  await world.completed();
  expect(edge.asked.length - before).toBe(left?.length);
  expect(await allIncidents()).toEqual([]);
  expect((await troublesAt(world.admin)).outages).toEqual([]);
});
