import { beforeEach, describe, expect, test } from 'vitest';
import {
  allIncidents,
  type CheckedWorld,
  checkedWorld,
  inboxAt,
  runOf,
  troublesAt,
} from '../../testing/checked-world.ts';
import { type Fate, PASSED } from '../../testing/connector-edge.ts';
import { signedIn } from '../../testing/world.ts';

let world: CheckedWorld;
beforeEach(async () => {
  world = await checkedWorld();
});

const COUNT = 30;
const inboxes = () => Array.from({ length: COUNT }, () => ({ checkSlot: 0 }));
const isUntouched = async () => {
  expect(await allIncidents()).toEqual([]);
};

describe('a connector that goes away in the middle of a sweep', () => {
  const AFTER = 10;
  test.each<[string, Fate]>([
    ['that can’t be reached', 'down'],
    ['whose answers break off', 'broken-off'],
  ])('marks nothing; the rest is checked once it is back: one %s', async (_name, gone) => {
    world.edge.decide((_request, number) => (number > AFTER ? gone : PASSED));
    const ids = await world.store(...inboxes());
    await world.cron();
    await world.until(() => expect(world.sent).toHaveLength(2));
    await isUntouched();
    // Who was under way when the second was missed is asked for again; nobody else was begun.
    expect(world.edge.asked.length).toBeLessThanOrEqual(AFTER + 7);
    expect(await runOf()).toMatchObject({ completedRun: null, open: '[0]' });
    // Once may be chance.
    expect((await troublesAt(world.admin)).outages).toEqual([]);
    const since = world.now();

    await world.later(1);
    await world.until(() => expect(world.sent).toHaveLength(3));
    const { outages } = await troublesAt(world.admin);
    expect(outages).toEqual([{ part: 'connector', since: since.toISOString() }]);
    expect((await troublesAt(await signedIn('agent@acme.test'))).outages).toEqual(outages);
    await isUntouched();

    world.edge.decide(() => PASSED);
    const asked = world.edge.asked.length;
    await world.later(1);
    await world.completed();
    expect(world.edge.asked.length - asked).toBe(COUNT - AFTER);
    expect((await troublesAt(world.admin)).outages).toEqual([]);
    await isUntouched();
    expect(await inboxAt(world.admin, String(ids.at(-1)))).toMatchObject({
      ...{ status: 'connected', failing: null },
      lastCheckedAt: since.toISOString(),
    });
  });

  test('and stays away for hours is one outage, and every run is made up for', async () => {
    world.edge.decide(() => 'down');
    const [id] = await world.store({ checkSlot: 0 });
    await world.cron();
    const since = world.now();
    for (let minute = 1; minute <= 3; minute++) {
      await world.until(() => expect(world.sent).toHaveLength(minute + 1));
      await world.later(1);
    }
    await world.later(60 * 3);
    // Held back already: what is still under way would be held back until after the last cron.
    const run = (await runOf())?.run.getTime();
    const heldBack = { delaySeconds: 60, body: { part: { run } } };
    await world.until(() =>
      expect(world.sent.findLast(({ delaySeconds }) => delaySeconds > 0)).toMatchObject(heldBack),
    );
    expect((await troublesAt(world.admin)).outages).toMatchObject([{ since: since.toISOString() }]);
    world.edge.decide(() => PASSED);
    await world.later(1);
    await world.completed();
    await isUntouched();
    expect((await inboxAt(world.admin, String(id))).status).toBe('connected');
  });
});

describe('a connector that has too much to do', () => {
  test('marks nothing and is no outage: who was turned away is checked a little later', async () => {
    world.edge.decide((_request, number) => (number > 3 ? 'busy' : PASSED));
    await world.store(...inboxes());
    await world.cron();
    await world.until(() => expect(world.sent).toHaveLength(2));
    expect(world.sent[1]?.delaySeconds).toBe(15);
    expect(world.edge.asked.length).toBeLessThan(COUNT);
    world.edge.decide(() => PASSED);
    await world.later(1);
    await world.completed();
    await isUntouched();
    expect(world.told('outage')).toBe(0);
  });
});
