import { beforeEach, describe, expect, test } from 'vitest';
import { INBOXES } from '../../testing/acme-inbox.ts';
import {
  allIncidents,
  type CheckedWorld,
  checkedWorld,
  inboxAt,
  rowOf,
} from '../../testing/checked-world.ts';
import { type Fate, failedWith, PASSED } from '../../testing/connector-edge.ts';
import { WORKING } from '../../testing/mail.ts';
import type { Finding } from '../inboxes/trouble.ts';
import { recordInBackground } from './record.ts';

let world: CheckedWorld;
let id: string;
beforeEach(async () => {
  world = await checkedWorld();
  world.edge.decide(() => PASSED);
  [id = ''] = await world.store({});
});

const REFUSED: Finding = { kind: 'refused', code: 'wrong-password', at: 'imap.acme.test:993' };
const AWAY: Finding = { kind: 'failing', code: 'connection-refused', at: 'imap.acme.test:993' };

const found = async (finding: Finding) => {
  const row = await rowOf(id);
  const { credentialsVersion: version } = row;
  await recordInBackground(world.deps, row, { kind: 'found', finding, version, certificates: [] });
};

const ask = async (method: string, more: string, body?: unknown) => {
  const answer = await world.admin.send(method, `${INBOXES}/${id}${more}`, { body });
  expect(answer.status, answer.text).toBeLessThan(300);
};

const minutesPass = () => world.pass(15);

describe('an incident begins', () => {
  test('with the first refusal, and is an error with it', async () => {
    await found(REFUSED);
    expect(await allIncidents()).toMatchObject([
      {
        ...{ tenant: 'acme', inbox: id, code: 'wrong-password', at: 'imap.acme.test:993' },
        ...{ beganAt: world.now(), confirmedAt: world.now(), failures: 1 },
        ...{ lastFailedAt: world.now(), endedAt: null, endedBy: null, alertedAt: null },
      },
    ]);
  });

  test('with the first fault, counts those that follow, and is an error when they are one', async () => {
    const began = world.now();
    await found(AWAY);
    expect(await allIncidents()).toMatchObject([{ confirmedAt: null, failures: 1 }]);
    minutesPass();
    await found(AWAY);
    minutesPass();
    await found({ ...AWAY, code: 'connect-timeout' });
    const confirmed = world.now();
    minutesPass();
    await found(AWAY);
    expect(await allIncidents()).toMatchObject([
      {
        ...{ code: 'connection-refused', beganAt: began, confirmedAt: confirmed },
        ...{ failures: 4, lastFailedAt: world.now(), endedAt: null },
      },
    ]);
  });

  test('and becomes another one where a refusal follows a fault: it is still one', async () => {
    await found(AWAY);
    minutesPass();
    await found(REFUSED);
    expect(await allIncidents()).toMatchObject([
      { code: 'wrong-password', failures: 2, confirmedAt: world.now() },
    ]);
  });

  test('anew after one that is over', async () => {
    await found(REFUSED);
    minutesPass();
    await found({ kind: 'passed' });
    minutesPass();
    await found(REFUSED);
    expect(await allIncidents()).toMatchObject([
      { endedBy: 'check' },
      { endedAt: null, beganAt: world.now(), failures: 1 },
    ]);
  });
});

describe('an incident ends', () => {
  type End = [by: string, how: () => Promise<void>, isNews: boolean];
  test.each<End>([
    ['check', () => found({ kind: 'passed' }), true],
    ['check', () => ask('POST', '/checks', {}), true],
    ['reconnected', () => ask('PUT', '/connection', WORKING), true],
    ['replaced', () => ask('PUT', '/connection?verify=false', WORKING), false],
    ['disconnected', () => ask('POST', '/disconnect', {}), false],
    ['archived', () => ask('POST', '/archive', {}), false],
    ['deleted', () => ask('DELETE', ''), false],
  ])('as %s, at that moment, whether it was an error or not', async (by, how, isNews) => {
    for (const finding of [AWAY, REFUSED]) {
      const again = (await allIncidents()).length > 0;
      // Whatever ended the first one, here is another inbox.
      if (again) [id = ''] = await world.store({});
      await found(finding);
      minutesPass();
      await how();
      expect((await allIncidents()).at(-1)).toMatchObject({
        ...{ inbox: id, endedBy: by, endedAt: world.now() },
        // Nobody is told that it works again where it does not.
        recoveryToldAt: isNews ? null : world.now(),
      });
    }
    expect((await allIncidents()).filter(({ endedAt }) => endedAt === null)).toEqual([]);
  });

  test('not by a new name, an alias, or a check that fails', async () => {
    await found(REFUSED);
    await ask('PATCH', '', { name: 'Another' });
    world.edge.decide((): Fate => failedWith('wrong-password'));
    const { nextCheckAt } = await rowOf(id);
    await ask('POST', '/checks', {});
    // Whoever is impatient neither counts nor waits the longer for it.
    expect(await allIncidents()).toMatchObject([{ endedAt: null, failures: 1 }]);
    expect((await rowOf(id)).nextCheckAt).toEqual(nextCheckAt);
  });
});

describe('an inbox that was archived in error', () => {
  test('and is taken into use again is looked at at once: an incident, but no news', async () => {
    await found(REFUSED);
    minutesPass();
    await ask('POST', '/archive', {});
    expect((await rowOf(id)).nextCheckAt).toBeNull();
    minutesPass();
    await ask('POST', '/restore', {});
    expect(await allIncidents()).toMatchObject([
      { endedBy: 'archived' },
      { beganAt: world.now(), confirmedAt: world.now(), alertedAt: world.now(), endedAt: null },
    ]);
    await world.cron();
    await world.until(async () =>
      expect(await inboxAt(world.admin, id)).toMatchObject({ status: 'connected', failing: null }),
    );
    expect((await allIncidents()).at(-1)).toMatchObject({ endedBy: 'check' });
  });
});
