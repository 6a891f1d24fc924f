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

let world: CheckedWorld;
let id: string;
let path: string;
beforeEach(async () => {
  world = await checkedWorld();
  [id = ''] = await world.store({ checkSlot: 0 });
  path = `${INBOXES}/${id}`;
});

const WRONG = failedWith('wrong-password');
const AWAY = failedWith('connection-refused');

/** The check of the first minute is decided upon, then `meanwhile` happens, then it arrives. */
const during = async (fate: Fate, meanwhile: () => Promise<unknown>) => {
  world.edge.decide((_request, number) => (number === 1 ? fate : PASSED));
  world.edge.hold();
  await world.cron();
  await world.until(() => expect(world.edge.isHolding()).toBe(true));
  await meanwhile();
  world.edge.letThrough();
  await world.completed();
};

const isDropped = async () => {
  expect(await rowOf(id)).toMatchObject({ lastError: null, failingSince: null, nextCheckAt: null });
  expect((await allIncidents()).filter(({ endedAt }) => endedAt === null)).toEqual([]);
};

/** Like the API's answer to a person, who does not wait for the check. */
const ask = async (method: string, more: string, body?: unknown) => {
  const answer = await world.admin.send(method, path + more, body === undefined ? {} : { body });
  expect(answer.status, answer.text).toBeLessThan(300);
};

describe('what a check finds of credentials that are no longer there is dropped', () => {
  test.each([
    ['refused', WRONG],
    ['unreachable', AWAY],
  ])('where others were stored meanwhile: %s', async (_name, fate) => {
    await during(fate, () => ask('PUT', '/connection?verify=false', WORKING));
    await isDropped();
    expect((await inboxAt(world.admin, id)).status).toBe('disconnected');
  });

  test.each([
    ['disconnected', () => ask('POST', '/disconnect', {})],
    ['archived', () => ask('POST', '/archive', {})],
    ['deleted', () => ask('DELETE', '')],
  ])('where it was %s meanwhile', async (_name, meanwhile) => {
    await during(WRONG, meanwhile);
    await isDropped();
  });

  test('where a good check must not bring back what was disconnected', async () => {
    await during(PASSED, () => ask('POST', '/disconnect', {}));
    expect((await inboxAt(world.admin, id)).status).toBe('disconnected');
  });
});

describe('where another check was quicker', () => {
  test('the same failure is counted once', async () => {
    world.edge.decide(() => AWAY);
    world.edge.hold();
    const message = { kind: 'checks', part: null, ids: [id] };
    await world.put(message);
    await world.put(message);
    await world.until(() => expect(world.edge.asked).toHaveLength(1));
    await world.put(message);
    world.edge.letThrough();
    // Told when what it has found is recorded.
    await world.until(() => expect(world.told('checks')).toBe(3));
    expect(world.edge.asked).toHaveLength(3);
    const { failingChecks } = await rowOf(id);
    expect(await allIncidents()).toMatchObject([{ failures: failingChecks }]);
  });

  const isInBackground = ({ tenant }: { tenant: string }) => tenant.startsWith('background');

  test.each([
    ['refused, is not undone by an older one that passed', PASSED, WRONG, 'error'],
    ['passed, is not undone by an older one that was refused', WRONG, PASSED, 'connected'],
  ] as const)('one by hand that has %s', async (_name, older, newer, status) => {
    world.edge.decide(() => AWAY);
    await world.cron();
    await world.failed(id, 1);
    world.edge.decide((request) => (isInBackground(request) ? older : newer));
    world.edge.hold(isInBackground);
    await world.later(10);
    await world.until(() => expect(world.edge.isHolding()).toBe(true));
    await ask('POST', '/checks', {});
    world.edge.letThrough();
    await world.until(() => expect(world.told('checks')).toBe(2));
    expect((await inboxAt(world.admin, id)).status).toBe(status);
    expect(await allIncidents()).toHaveLength(1);
  });
});
