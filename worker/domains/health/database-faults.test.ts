import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openDatabase } from '../../platform/database.ts';
import { allIncidents, checkedWorld, rowOf, runOf } from '../../testing/checked-world.ts';
import { failedWith, PASSED } from '../../testing/connector-edge.ts';
import { type Fault, faults, isWriting } from '../../testing/faulty-database.ts';
import { keptMails } from '../../testing/kept-mails.ts';
import { queueByHand } from '../../testing/queue-by-hand.ts';
import { watchedDatabase } from '../../testing/watched-database.ts';
import { removeInboxes } from '../../testing/without-inboxes.ts';
import { db } from '../../testing/world.ts';
import { outages } from '../connections/tables.ts';
import { statusOf } from '../inboxes/inbox.ts';
import { checkSlots, type InboxRow, inboxes } from '../inboxes/tables.ts';
import { sendAlerts } from './alerts/send.ts';
import { writeAlerts } from './alerts/tell.ts';
import { queueDue } from './due.ts';
import { sweep } from './sweep.ts';
import { alertOptOuts, alerts, deadLetters, incidents } from './tables.ts';

const MINUTE_MS = 60_000;
const AT = 'imap.acme.test:993';

/** In the story, and then until whatever was left undone is done. */
const STORY_MIN = [0, 3];
const AFTERWARDS_MIN = [21, 3];
const TO_THE_NEXT_HOUR_MIN = 33;

const sender = (name: string) => ({ name, emailAddress: `${name}@acme.test` });

const FATES: Record<string, Parameters<typeof failedWith>[0] | null> = {
  'healthy@acme.test': null,
  'refused@acme.test': 'wrong-password',
  'third-failure@acme.test': 'connection-refused',
  'recovering@acme.test': null,
};

test('wherever the database fails in a sweep, in due checks or in mails, all is as it should be a little later', async () => {
  const mails = keptMails();
  const queue = queueByHand();
  const { watch, during, ofLast } = faults(isWriting);
  const world = await checkedWorld({
    mailer: mails.mailer,
    db: openDatabase(watchedDatabase(env.DB, watch)),
    queues: { checks: queue.outbox, jobs: queue.outbox },
  });
  world.edge.decide(({ smtp }) => {
    const code = FATES[smtp?.sender ?? ''];
    return code ? failedWith(code) : PASSED;
  });

  // One who is told is as good as two: a batch is of several statements all the same.
  await db.insert(alertOptOuts).values({ tenant: 'acme', person: 'admin@acme.test' });

  const fails = (id: string, change: Partial<InboxRow>) => {
    const since = new Date(world.now().getTime() - 40 * MINUTE_MS);
    const failing = { failingAt: AT, failingSince: since, nextCheckAt: world.now(), ...change };
    return db.update(inboxes).set(failing).where(eq(inboxes.id, id));
  };

  /** A healthy one, one that is refused, one with its third failure, one in error that works again. */
  const scene = async () => {
    await removeInboxes();
    for (const table of [checkSlots, alerts, deadLetters, outages, incidents]) {
      await db.delete(table);
    }
    mails.taken.length = 0;
    const [healthy = '', refused = '', third = '', recovering = ''] = await world.store(
      { checkSlot: 0, ...sender('healthy') },
      { checkSlot: 0, ...sender('refused') },
      sender('third-failure'),
      sender('recovering'),
    );
    await fails(third, { failingChecks: 2, failingCode: 'connection-refused' });
    const error = { lastError: 'connect-timeout', lastErrorAt: world.now() };
    await fails(recovering, { failingChecks: 3, failingCode: 'connect-timeout', ...error });
    await db
      .update(incidents)
      .set({ alertedAt: world.now() })
      .where(eq(incidents.inbox, recovering));
    return { healthy, refused, third, recovering };
  };

  // As the cron and the queue do, but one after the other: a fault is to hit the same place each time.
  const minute = async () => {
    for (const job of [sweep, queueDue, writeAlerts, sendAlerts]) {
      await job(world.deps, world.now()).catch(() => {});
    }
    await queue.deliver(world.deps);
  };
  const minutes = async (pauses: readonly number[]) => {
    for (const pause of pauses) {
      world.pass(pause);
      await minute();
    }
  };

  /** What there is to see in the end, of whatever it took. */
  const outcome = async ({
    healthy,
    refused,
    third,
    recovering,
  }: Awaited<ReturnType<typeof scene>>) => {
    const rows = await Promise.all([healthy, refused, third, recovering].map(rowOf));
    const written = await db.select().from(alerts);
    const run = await runOf();
    return {
      statuses: rows.map((row) => [statusOf(row), row.connectedAt !== null]),
      // Who is failing is looked at again, who is not is in the sweep: nobody is lost.
      next: rows.map((row) => row.nextCheckAt !== null && row.nextCheckAt > world.now()),
      incidents: (await allIncidents())
        .sort((one, other) => one.code.localeCompare(other.code))
        .map(({ code, confirmedAt, endedBy, alertedAt, recoveryToldAt }) =>
          [code, confirmedAt !== null, endedBy, alertedAt !== null, recoveryToldAt !== null].join(),
        ),
      isCompleted: run?.completedRun?.getTime() === run?.run.getTime(),
      written: written.map(({ recipient, subject }) => `${recipient}: ${subject}`).sort(),
      areSent: written.every(({ sentAt }) => sentAt !== null),
      taken: new Set(mails.taken.map(({ id, to }) => `${id} ${to}`)).size,
      given: await db.select().from(deadLetters),
      waiting: queue.bodies(),
    };
  };

  const play = async (fault: Fault | null) => {
    const made = await scene();
    await during(fault, () => minutes(STORY_MIN));
    const all = ofLast();
    await minutes(AFTERWARDS_MIN);
    const found = await outcome(made);
    world.pass(TO_THE_NEXT_HOUR_MIN);
    return { all, found };
  };

  const { all, found } = await play(null);
  expect(found).toMatchObject({
    statuses: [
      ['connected', true],
      ['error', false],
      ['error', true],
      ['connected', true],
    ],
    next: [false, true, true, false],
    incidents: [
      'connect-timeout,true,check,true,true',
      'connection-refused,true,,true,false',
      'wrong-password,true,,true,false',
    ],
    ...{ isCompleted: true, areSent: true, taken: 3, given: [], waiting: [] },
    written: { length: 3 },
  });
  // The claim, the due ones, three findings, the end of the run; three batches of mails and their sending.
  expect(all.length).toBeGreaterThan(30);
  for (const fault of all) {
    const { found: left } = await play(fault);
    expect(left, JSON.stringify(fault)).toEqual(found);
  }
}, 120_000);
