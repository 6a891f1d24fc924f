import { beforeEach, describe, expect, test } from 'vitest';
import {
  allIncidents,
  type CheckedWorld,
  checkedWorld,
  inboxAt,
  rowOf,
  runOf,
} from '../../testing/checked-world.ts';
import { failedWith, PASSED } from '../../testing/connector-edge.ts';
import { queueByHand } from '../../testing/queue-by-hand.ts';
import { serversAt } from '../../testing/stored-inboxes.ts';
import { db } from '../../testing/world.ts';
import { outages } from '../connections/tables.ts';

const AWAY = failedWith('connect-timeout');
const APART = 40;

let world: CheckedWorld;
let queue: ReturnType<typeof queueByHand>;
beforeEach(async () => {
  queue = queueByHand();
  world = await checkedWorld({ queues: { checks: queue.outbox, jobs: queue.outbox } });
});

const at = (host: string, checkSlot = 0) => ({ checkSlot, servers: serversAt(host) });
const fiveServers = () => Array.from({ length: 5 }, (_, n) => at(`imap-${n}.acme.test`));

/** From now on only these hosts can be reached. */
const reachable = (...hosts: string[]) =>
  world.edge.decide(({ imap }) => (hosts.includes(imap?.host ?? '') ? PASSED : AWAY));

const minute = async (count = 1) => {
  await world.later(count);
  await queue.deliver(world.deps);
};
const check = async (...ids: string[]) => {
  queue.put({ kind: 'checks', part: null, ids });
  await queue.deliver(world.deps);
};
const checksOf = async (ids: readonly string[]) =>
  (await Promise.all(ids.map(rowOf))).map(({ failingChecks }) => failingChecks);
const isNetworkOut = async () =>
  (await db.select().from(outages)).some((one) => one.part === 'network');

describe('five servers that were failing already', () => {
  test('and are asked in one minute become errors after 30 minutes, as any other', async () => {
    const ids = await world.store(...fiveServers().map((one) => ({ ...one, checkSlot: APART })));
    reachable();
    for (const id of ids) await check(id);
    expect(await checksOf(ids)).toEqual([1, 1, 1, 1, 1]);
    await minute(10);
    expect(await checksOf(ids)).toEqual([2, 2, 2, 2, 2]);
    await minute(20);
    expect(await checksOf(ids)).toEqual([3, 3, 3, 3, 3]);
    for (const id of ids) expect((await inboxAt(world.admin, id)).status).toBe('error');
    expect(await isNetworkOut()).toBe(false);
  });
});

describe('five servers that were well and go at once', () => {
  test('are held back at first, and believed after five tries where others are reached meanwhile', async () => {
    const ids = await world.store(...fiveServers());
    const [other = ''] = await world.store(at('imap.zeta.test', APART));
    reachable('imap.zeta.test');
    await world.cron();
    await queue.deliver(world.deps);
    expect(await isNetworkOut()).toBe(true);
    for (let tries = 1; tries < 5; tries++) {
      await minute();
      expect(await allIncidents()).toEqual([]);
      await check(other);
      expect(await isNetworkOut()).toBe(false);
    }
    expect(await runOf()).toMatchObject({ completedRun: null });
    await minute();
    expect(await checksOf(ids)).toEqual([1, 1, 1, 1, 1]);
    const run = await runOf();
    expect(run?.completedRun).toEqual(run?.run);
    // The end of it is as of any: they are known to have gone.
    await check(other);
    await minute(10);
    await minute(20);
    for (const id of ids) expect((await inboxAt(world.admin, id)).status).toBe('error');
  });

  test('are not believed while nobody reaches anybody, nor is anything held against others', async () => {
    const [failing = ''] = await world.store(at('imap.zeta.test', APART));
    reachable();
    await check(failing);
    world.pass(4);
    const ids = await world.store(...fiveServers());
    await world.cron();
    await queue.deliver(world.deps);
    expect(await isNetworkOut()).toBe(true);
    // Among these minutes are those in which the failing one is due.
    for (let passed = 1; passed <= 6; passed++) await minute();
    for (let passed = 10; passed <= 40; passed += 4) await minute(4);
    expect(await checksOf([failing, ...ids])).toEqual([1, 0, 0, 0, 0, 0]);
    expect((await inboxAt(world.admin, failing)).status).toBe('connected');

    reachable('imap.zeta.test', ...fiveServers().map(({ servers }) => servers.imap.host));
    await minute(20);
    expect(await isNetworkOut()).toBe(false);
    expect(await checksOf([failing, ...ids])).toEqual([0, 0, 0, 0, 0, 0]);
    const run = await runOf();
    expect(run?.completedRun).toEqual(run?.run);
  });
});
