import { beforeEach, describe, expect, test } from 'vitest';
import {
  allIncidents,
  type CheckedWorld,
  checkedWorld,
  rowOf,
  runOf,
  troublesAt,
} from '../../testing/checked-world.ts';
import { type Fate, failedWith, PASSED } from '../../testing/connector-edge.ts';
import { queueByHand } from '../../testing/queue-by-hand.ts';
import { db } from '../../testing/world.ts';
import { outages } from '../connections/tables.ts';
import { deadLetters } from './tables.ts';

const ODD = 'odd@acme.test';
const LAST = `inb_${'z'.repeat(26)}`;
const WRONG = failedWith('wrong-password');

let world: CheckedWorld;
let queue: ReturnType<typeof queueByHand>;
beforeEach(async () => {
  queue = queueByHand();
  world = await checkedWorld({ queues: { checks: queue.outbox, jobs: queue.outbox } });
});

const inboxes = (count: number) => Array.from({ length: count }, () => ({ checkSlot: 0 }));
const odd = { checkSlot: 0, emailAddress: ODD };
const oddIs = (fate: Fate, others: Fate = PASSED) =>
  world.edge.decide(({ smtp }) => (smtp?.sender === ODD ? fate : others));
const tried = () => world.edge.asked.filter(({ smtp }) => smtp?.sender === ODD).length;

/** Delivers until nothing is left to be. */
const emptied = async () => {
  while (queue.bodies().length > 0) await queue.deliver(world.deps);
};
const minute = async (count = 1) => {
  await world.later(count);
  await emptied();
};
const isCompleted = async () => {
  const row = await runOf();
  expect(row?.completedRun).toEqual(row?.run);
};
const letters = async () =>
  (await db.select().from(deadLetters)).map(({ body }) => JSON.parse(body));

const FATES = [
  ['does not take', 'not-taken'],
  ['fails at', 'fails'],
] as const;

describe.each(FATES)('one inbox that the connector %s', (_name, fate) => {
  test('beside twenty others: they are recorded, no outage is noted, and it is one dead letter', async () => {
    oddIs(fate, WRONG);
    const [poison] = await world.store(odd, ...inboxes(20));
    await world.cron();
    await emptied();
    expect(await allIncidents()).toHaveLength(20);
    expect(await db.select().from(outages)).toEqual([]);
    expect(world.told('outage')).toBe(0);
    await isCompleted();
    expect(await letters()).toMatchObject([{ ids: [poison] }]);
    expect((await rowOf(String(poison))).connectedAt).not.toBeNull();
  });

  test('and that is a message by itself: its run is completed', async () => {
    oddIs(fate);
    await world.store(...inboxes(100));
    const [poison] = await world.store({ ...odd, id: LAST });
    await world.cron();
    await emptied();
    for (let passed = 1; passed <= 6; passed++) {
      // Others of the deployment are checked meanwhile.
      const [other] = await world.store({});
      queue.put({ kind: 'checks', part: null, ids: [other] });
      await minute();
    }
    await isCompleted();
    expect(await letters()).toMatchObject([{ ids: [poison] }]);
    expect((await troublesAt(world.admin)).outages).toEqual([]);
  });

  test('leaves one dead letter, however many runs meet it', async () => {
    oddIs(fate);
    await world.store(odd, ...inboxes(2));
    await world.cron();
    await emptied();
    const once = tried();
    for (let runs = 2; runs <= 4; runs++) await minute(60);
    await isCompleted();
    expect(tried()).toBe(once * 4);
    expect(await letters()).toHaveLength(1);
  });
});

describe('an inbox that can’t be checked', () => {
  test('is tried no more often when it is so for days', async () => {
    oddIs('not-taken');
    await world.store(odd, ...inboxes(2));
    await world.cron();
    await emptied();
    const once = tried();
    world.pass(24 * 60);
    const before = tried();
    for (let passed = 0; passed < 60; passed += 10) await minute(10);
    // Its turn in the run that the day begins with, the one of the next hour, and one of its own.
    expect(tried() - before).toBeLessThanOrEqual(3 * once);
  });

  test('and was failing is tried at most hourly', async () => {
    const [id = ''] = await world.store({ checkSlot: 40, emailAddress: ODD });
    oddIs(failedWith('connection-refused'));
    queue.put({ kind: 'checks', part: null, ids: [id] });
    await emptied();
    oddIs('not-taken');
    await minute(10);
    const once = tried();
    for (let passed = 5; passed < 60; passed += 5) await minute(5);
    expect(tried()).toBe(once);
    await minute(5);
    expect(tried()).toBeGreaterThan(once);
    expect(await letters()).toHaveLength(1);
  });
});

describe('a test that has only waited for its turn at the connector', () => {
  test('is no outage, and holds nothing against its inbox: it is made a little later', async () => {
    oddIs('only-waited');
    const [id = ''] = await world.store(odd, ...inboxes(20));
    await world.cron();
    await queue.deliver(world.deps);
    expect(await runOf()).toMatchObject({ completedRun: null });
    expect(world.sent.at(-1)).toMatchObject({ delaySeconds: 15 });
    expect(await allIncidents()).toEqual([]);
    expect(world.told('outage')).toBe(0);
    oddIs(WRONG);
    await minute();
    await isCompleted();
    expect(await allIncidents()).toMatchObject([{ inbox: id }]);
    expect(await letters()).toEqual([]);
  });
});
