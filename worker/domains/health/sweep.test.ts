import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { InboxPage } from '../../../contract/inbox.ts';
import { openDatabase } from '../../platform/database.ts';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { type CheckedWorld, checkedWorld, inboxAt, runOf } from '../../testing/checked-world.ts';
import { PASSED } from '../../testing/connector-edge.ts';
import { watchedDatabase } from '../../testing/watched-database.ts';
import { wholeDatabase } from '../../testing/whole-database.ts';
import { db } from '../../testing/world.ts';
import { checkSlots } from '../inboxes/tables.ts';

let world: CheckedWorld;
beforeEach(async () => {
  world = await checkedWorld();
});

const senders = () => world.edge.asked.map(({ smtp }) => smtp?.sender?.split('@')[0]);

/** All that is stored but for the runs themselves. */
const besidesRuns = async () => {
  const runs = await db.select().from(checkSlots);
  await db.delete(checkSlots);
  const rest = await wholeDatabase();
  if (runs.length > 0) await db.insert(checkSlots).values(runs);
  return rest;
};

describe('a healthy inbox', () => {
  test('is really tested, once an interval in its slot, and costs no write of its own', async () => {
    const [first] = await world.store({ checkSlot: 0 }, { checkSlot: 1 }, { checkSlot: 30 });
    const before = await besidesRuns();
    const writes: string[] = [];
    const watched = watchedDatabase(env.DB, (trip) => {
      writes.push(...trip.sql.filter((sql) => /^\s*(insert|delete|update)/i.test(sql)));
      return trip.run();
    });
    world.change({ db: openDatabase(watched) });

    const begun = world.now();
    await world.cron();
    await world.completed();
    expect(senders()).toHaveLength(2);
    expect(writes.filter((sql) => sql.includes('"check_slots"'))).toHaveLength(2);
    await world.later(29);
    expect(world.sent).toHaveLength(1);
    await world.later(1);
    await world.completed(30);
    expect(senders()).toHaveLength(3);
    await world.later(29);
    expect(world.sent).toHaveLength(2);
    expect(await besidesRuns()).toBe(before);

    expect((await inboxAt(world.admin, String(first))).lastCheckedAt).toBe(begun.toISOString());
    await world.later(1);
    await world.until(() => expect(senders()).toHaveLength(5));
    await world.completed();
    const { lastCheckedAt, status } = await inboxAt(world.admin, String(first));
    expect(status).toBe('connected');
    expect(lastCheckedAt).toBe(world.now().toISOString());
    const list = (await world.admin.get(INBOXES)).body as InboxPage;
    expect(list.inboxes.map((each) => each.lastCheckedAt).sort()).toEqual([
      new Date(begun.getTime() + 30 * 60_000).toISOString(),
      ...[world.now(), world.now()].map((at) => at.toISOString()),
    ]);
  });

  test('is checked six at a time, beside whoever waits for a test of their own', async () => {
    world.edge.decide(() => PASSED);
    world.edge.hold();
    await world.store(...Array.from({ length: 20 }, () => ({ checkSlot: 0 })));
    await world.cron();
    await world.until(() => expect(world.edge.asked.length).toBeGreaterThanOrEqual(6));
    world.edge.letThrough();
    await world.completed();
    expect(world.edge.asked).toHaveLength(20);
    expect(world.edge.mostAtOnce()).toBe(6);
    expect(new Set(world.edge.asked.map(({ tenant }) => tenant))).toEqual(
      new Set(['background acme']),
    );
  });
});

describe('the same minute', () => {
  test('of two crons at once, and of a third afterwards, is one run and one check', async () => {
    await world.store({ checkSlot: 0 });
    await Promise.all([world.cron(), world.cron()]);
    await world.completed();
    await world.cron();
    await world.later(1);
    expect(world.sent).toHaveLength(1);
    expect(world.edge.asked).toHaveLength(1);
    expect(await runOf()).toMatchObject({ attempt: 1, inboxes: 1, open: '[]' });
  });

  test('that no cron came in is made up for', async () => {
    await world.store({ checkSlot: 0 }, { checkSlot: 5 });
    world.pass(9);
    await world.cron();
    await Promise.all([world.completed(0), world.completed(4)]);
    expect(world.edge.asked).toHaveLength(2);
  });
});

describe('a message', () => {
  const partOf = async () => {
    await world.until(() => expect(world.sent).toHaveLength(1));
    return world.sent[0]?.body as { part: { attempt: number } };
  };

  test('that is delivered again changes nothing', async () => {
    world.edge.decide(() => PASSED);
    await world.store({ checkSlot: 0 });
    await world.cron();
    await world.completed();
    const before = [await runOf(), await besidesRuns()];
    await world.put(await partOf());
    await world.until(() => expect(world.told('checks')).toBe(2));
    expect(world.edge.asked).toHaveLength(2);
    expect([await runOf(), await besidesRuns()]).toEqual(before);
  });

  test('of an attempt that was given up is dropped, and a run that got stuck is begun again', async () => {
    world.edge.decide(() => PASSED);
    const kept: unknown[] = [];
    const { checks, jobs } = world.deps.queues;
    const lost = {
      ...checks,
      send: async (bodies: readonly unknown[]) => void kept.push(...bodies),
    };
    world.change({ queues: { checks: lost, jobs } });
    const [id] = await world.store({ checkSlot: 0 });
    await world.cron();
    await world.later(19);
    expect(kept).toHaveLength(1);
    world.change({ queues: { checks, jobs } });
    await world.later(1);
    await world.completed();
    expect(world.edge.asked).toHaveLength(1);
    expect(await runOf()).toMatchObject({ attempt: 2 });
    const { lastCheckedAt } = await inboxAt(world.admin, String(id));
    expect(lastCheckedAt).toBe(new Date(world.now().getTime() - 20 * 60_000).toISOString());

    await world.put(kept[0]);
    await world.put({ kind: 'checks', part: null, ids: [id] });
    await world.until(() => expect(world.edge.asked).toHaveLength(2));
    await world.later(1);
    expect(world.edge.asked).toHaveLength(2);
  });

  test('checks nobody who is archived, deleted, disconnected or not there', async () => {
    world.edge.decide(() => PASSED);
    const at = world.now();
    const gone = { credentialsEncrypted: null, credentialsKeyId: null, connectedAt: null };
    const ids = await world.store(
      { archivedAt: at },
      { ...gone, deletedAt: at },
      gone,
      { connectedAt: null },
      { emailAddress: 'only-me@acme.test' },
    );
    await world.put({ kind: 'checks', part: null, ids: [...ids, 'inb_of_nobody'] });
    await world.until(() => expect(world.edge.asked).toHaveLength(1));
    expect(senders()).toEqual(['only-me']);
  });
});

describe('a slot with many inboxes', () => {
  test('is several messages of a hundred, and done when the last of them is', async () => {
    world.edge.decide(() => PASSED);
    await world.store(
      ...Array.from({ length: 230 }, (_, at) => ({
        ...{ checkSlot: at % 2, emailAddress: `${at}@acme.test` },
      })),
    );
    const kept: unknown[] = [];
    const { checks, jobs } = world.deps.queues;
    const late = {
      ...checks,
      send: (bodies: readonly unknown[]) => {
        kept.push(...bodies.slice(2));
        return checks.send(bodies.slice(0, 2));
      },
    };
    world.change({ queues: { checks: late, jobs } });
    await world.cron();
    await world.until(async () => expect(await runOf()).toMatchObject({ open: '[2]' }));
    expect(await runOf()).toMatchObject({ completedRun: null, inboxes: 230 });
    expect(kept).toMatchObject([{ part: { part: 2 }, ids: { length: 30 } }]);
    await world.put(kept[0]);
    await world.completed();
    expect(new Set(senders()).size).toBe(230);
    expect(senders()).toHaveLength(230);
  });
});
