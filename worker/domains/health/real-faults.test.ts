import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  allIncidents,
  type CheckedWorld,
  checkedWorld,
  healthAt,
  inboxAt,
  rowOf,
  troublesAt,
} from '../../testing/checked-world.ts';
import { failedWith, PASSED } from '../../testing/connector-edge.ts';
import { WORKING, WRONG_PASSWORD } from '../../testing/mail.ts';
import { NOBODY, nowStored, serversWith } from '../../testing/stored-inboxes.ts';

let world: CheckedWorld;
beforeEach(async () => {
  world = await checkedWorld();
});

const WRONG = serversWith({ password: WRONG_PASSWORD.imap.password });
const ABSENT = serversWith(NOBODY);
const GOOD = serversWith({});
const at = ({ host, port }: { host: string; port: number }) => `${host}:${port}`;

/** An inbox whose turn is in the first minute. */
const inbox = async (servers = GOOD): Promise<string> =>
  String((await world.store({ checkSlot: 0, servers }))[0]);

describe('a password that the server refuses', () => {
  test('is an error at once: one incident, no longer connected, credentials kept', async () => {
    const id = await inbox(WRONG);
    const before = await rowOf(id);
    await world.cron();
    await world.failed(id, 1);
    expect(await inboxAt(world.admin, id)).toMatchObject({
      ...{ status: 'error', connectedAt: null, disconnectedAt: world.now().toISOString() },
      lastError: { code: 'wrong-password', at: world.now().toISOString() },
      failing: { at: at(WORKING.imap), checks: 1 },
      lastCheckedAt: world.now().toISOString(),
    });
    expect(await rowOf(id)).toMatchObject({
      credentialsEncrypted: before.credentialsEncrypted,
      credentialsVersion: before.credentialsVersion,
    });
    expect(await allIncidents()).toMatchObject([
      { inbox: id, code: 'wrong-password', confirmedAt: world.now(), endedAt: null },
    ]);
  });

  test('is tried an hour later, and a password that is good again ends it', async () => {
    const id = await inbox(WRONG);
    await world.cron();
    await world.failed(id, 1);
    const began = world.now();
    await world.later(59);
    await nowStored(id, GOOD);
    expect(world.edge.asked).toHaveLength(1);
    await world.later(1);
    await world.failed(id, 0);
    expect(await inboxAt(world.admin, id)).toMatchObject({
      ...{ status: 'connected', lastError: null, failing: null },
      connectedAt: world.now().toISOString(),
    });
    expect(await allIncidents()).toMatchObject([
      { beganAt: began, endedAt: world.now(), endedBy: 'check', failures: 1 },
    ]);
  });
});

describe('a server that is not there', () => {
  test('is an error with the third check over 30 minutes; the inbox stays connected', async () => {
    const id = await inbox(ABSENT);
    const { connectedAt } = await rowOf(id);
    const began = world.now();
    await world.cron();
    await world.failed(id, 1);
    await world.later(10);
    await world.failed(id, 2);
    await world.later(19);
    expect(await inboxAt(world.admin, id)).toMatchObject({
      ...{ status: 'connected', lastError: null },
      failing: { code: 'connection-refused', at: at(NOBODY), checks: 2 },
    });
    expect(await allIncidents()).toMatchObject([{ confirmedAt: null, endedAt: null }]);
    await world.later(1);
    await world.failed(id, 3);
    expect(await inboxAt(world.admin, id)).toMatchObject({
      ...{ status: 'error', connectedAt: connectedAt?.toISOString() },
      lastError: { code: 'connection-refused', at: world.now().toISOString() },
    });
    expect(await allIncidents()).toMatchObject([
      { beganAt: began, confirmedAt: world.now(), failures: 3, endedAt: null },
    ]);

    await nowStored(id, GOOD);
    await world.later(30);
    await world.failed(id, 0);
    const { status, connectedAt: since } = await inboxAt(world.admin, id);
    expect([status, since]).toEqual(['connected', world.now().toISOString()]);
    const { incidents, days, nextCheckAt } = await healthAt(world.admin, id);
    expect(incidents).toMatchObject([{ endedBy: 'check', endedAt: world.now().toISOString() }]);
    expect(days.at(-1)).toMatchObject({ state: 'error', errorMinutes: 30 });
    expect(nextCheckAt).toBeNull();
  });

  test('that is back before then was never an error', async () => {
    const id = await inbox(ABSENT);
    await world.cron();
    await world.failed(id, 1);
    await nowStored(id, GOOD);
    await world.later(10);
    await world.failed(id, 0);
    expect(await allIncidents()).toMatchObject([{ confirmedAt: null, endedBy: 'check' }]);
    expect((await inboxAt(world.admin, id)).status).toBe('connected');
  });
});

describe('the same cause', () => {
  test('of two inboxes is one notice; of another cause, or another tenant’s, it is none', async () => {
    const ids = await world.store(
      { checkSlot: 0, servers: WRONG },
      { checkSlot: 0, servers: WRONG },
      { checkSlot: 0, servers: ABSENT },
    );
    await world.cron();
    for (const id of ids) await world.failed(id, 1);
    const { shared, outages } = await troublesAt(world.admin);
    expect(outages).toEqual([]);
    expect(shared).toMatchObject([
      {
        ...{ code: 'wrong-password', at: at(WORKING.imap), count: 2 },
        inboxes: ids.slice(0, 2).map((id) => ({ id })),
      },
    ]);
  });
});

describe('the mail pipeline’s word', () => {
  test('that a password was refused makes the same incident as a check', async () => {
    const [reported, checked] = [await inbox(), await inbox(WRONG)];
    const said = await env.INBOXES.reportAuthFailure(reported, 'wrong-password', 1);
    expect(said).toEqual({ ok: true, isInError: true });
    await world.put({ kind: 'checks', part: null, ids: [checked] });
    await world.failed(checked, 1);
    const [one, other] = await allIncidents();
    expect({ ...other, id: 0, inbox: '', at: null }).toEqual({ ...one, id: 0, inbox: '' });
    expect(await rowOf(reported)).toMatchObject({ connectedAt: null, failingChecks: 1 });
  });

  test('of what was wrong with older credentials changes nothing', async () => {
    const id = await inbox();
    await env.INBOXES.reportAuthFailure(id, 'wrong-password', 0);
    expect(await allIncidents()).toEqual([]);
  });
});

describe('five servers that can’t be reached at once, and none that can', () => {
  const hosts = Array.from({ length: 5 }, (_, number) => `imap-${number}.acme.test`);
  const servers = hosts.map((host) => ({ checkSlot: 0, servers: serversWith({ host }) }));

  test('are our own network: nothing is marked, and they are checked again', async () => {
    world.edge.decide(() => failedWith('connect-timeout'));
    await world.store(...servers);
    await world.cron();
    await world.until(() => expect(world.sent).toHaveLength(2));
    expect(await allIncidents()).toEqual([]);
    world.edge.decide(() => PASSED);
    await world.later(1);
    await world.completed();
    expect(world.edge.asked).toHaveLength(10);
    expect(await allIncidents()).toEqual([]);
  });

  test('beside one that answers are five faults', async () => {
    world.edge.decide(({ imap }) =>
      imap?.host === WORKING.imap.host ? PASSED : failedWith('connect-timeout'),
    );
    await world.store(...servers, { checkSlot: 0 });
    await world.cron();
    await world.completed();
    expect(await allIncidents()).toHaveLength(5);
  });
});
