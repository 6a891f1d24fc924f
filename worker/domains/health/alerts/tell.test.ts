import { beforeEach, describe, expect, test } from 'vitest';
import type { AlertPreference } from '../../../../contract/health.ts';
import { allIncidents } from '../../../testing/checked-world.ts';
import { REFUSED, type ToldWorld, toldWorld } from '../../../testing/told-world.ts';
import { db, makeTenant, signedIn } from '../../../testing/world.ts';
import { alerts } from '../tables.ts';

let world: ToldWorld;
beforeEach(async () => {
  world = await toldWorld();
});

const PASSED = { kind: 'passed' } as const;
const names = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `Inbox ${at}` }));

/** One inbox in error, and its mails sent. */
const toldOfOne = async (): Promise<string> => {
  const [id = ''] = await world.store({ name: 'Sales' });
  await world.found([id], REFUSED);
  await world.later(3);
  expect(world.mails.taken).toHaveLength(2);
  return id;
};

const both = (subject: string) => [`admin@acme.test: ${subject}`, `owner@acme.test: ${subject}`];

describe('an inbox that goes into error', () => {
  test('is told once, to owners and admins alone: name, why, since when, and the link', async () => {
    await makeTenant('zeta');
    const [id = ''] = await world.store({ name: 'Sales' });
    await world.found([id], REFUSED);
    const began = world.now();
    await world.later(2);
    expect(world.mails.taken).toEqual([]);
    await world.later(1);
    expect(world.mails.taken.map(({ to }) => to).sort()).toEqual([
      ...['admin@acme.test', 'owner@acme.test'],
    ]);
    for (const { subject, text } of world.mails.taken) {
      expect(subject).toMatch(/^Sales stopped working: .*password/);
      expect(text).toContain('imap.acme.test:993');
      expect(text).toContain(`https://letterbox.test/acme/settings/inboxes/${id}/connection`);
      expect(text).toContain(`${began.getUTCFullYear()}, `);
    }
    await world.later(1);
    await world.later(60);
    await world.found([id], REFUSED);
    await world.later(3);
    expect(world.mails.offered).toHaveLength(2);
  });

  test('is told of by two crons at once as by one', async () => {
    const [id = ''] = await world.store({ name: 'Sales' });
    await world.found([id], REFUSED);
    world.pass(3);
    await Promise.all([world.cron(), world.cron(), world.cron()]);
    expect(world.mails.offered).toHaveLength(2);
    expect(await db.select().from(alerts)).toHaveLength(2);
  });

  test('is not told while it is only failing', async () => {
    const ids = await world.store({});
    await world.found(ids, { kind: 'failing', code: 'connect-timeout', at: 'imap.acme.test:993' });
    await world.later(29);
    expect(world.mails.offered).toEqual([]);
  });

  test('and is mended before anybody was told, is not told at all', async () => {
    const ids = await world.store({});
    await world.found(ids, REFUSED);
    await world.later(2);
    await world.found(ids, PASSED);
    await world.later(3);
    await world.later(60);
    expect(world.mails.offered).toEqual([]);
  });
});

describe('several for one cause', () => {
  test('within minutes are one mail', async () => {
    const ids = await world.store(...names(10));
    for (const id of ids) {
      await world.found([id], REFUSED);
      world.pass(0.25);
    }
    await world.later(3);
    await world.later(3);
    expect(world.mails.taken).toHaveLength(2);
    const [{ subject, text } = { subject: '', text: '' }] = world.mails.taken;
    expect(subject).toMatch(/^10 inboxes stopped working/);
    for (const { name } of names(10)) expect(text).toContain(`- ${name} <`);
  });

  test('are apart from others: at another server, and for another cause', async () => {
    const [one = '', another = '', third = ''] = await world.store(...names(3));
    await world.found([one], REFUSED);
    await world.found([another], { ...REFUSED, at: 'imap.zeta.test:993' });
    await world.found([third], { ...REFUSED, code: 'account-disabled' } as typeof REFUSED);
    await world.later(3);
    expect(world.mails.taken).toHaveLength(6);
  });

  test('that follow within the hour are one mail when it is over', async () => {
    await toldOfOne();
    const [one = '', other = ''] = await world.store({ name: 'One' }, { name: 'Other' });
    world.pass(10);
    await world.found([one], REFUSED);
    await world.later(20);
    await world.found([other], REFUSED);
    await world.later(29);
    expect(world.mails.taken).toHaveLength(2);
    await world.later(1);
    expect(world.mails.said().filter((said) => said.includes('2 inboxes'))).toHaveLength(2);
    expect(world.mails.taken).toHaveLength(4);
  });
});

describe('an inbox that works again', () => {
  test('is told once', async () => {
    const id = await toldOfOne();
    world.pass(60);
    await world.found([id], PASSED);
    await world.later(2);
    expect(world.mails.taken).toHaveLength(2);
    await world.later(1);
    expect(world.mails.said().filter((said) => said.includes('again'))).toEqual(
      both('Sales works again'),
    );
    await world.later(3);
    await world.later(60);
    expect(world.mails.offered).toHaveLength(4);
  });

  test('together with the others of its cause', async () => {
    const ids = await world.store(...names(3));
    await world.found(ids, REFUSED);
    await world.later(3);
    await world.found(ids, PASSED);
    await world.later(3);
    expect(world.mails.said().filter((said) => said.includes('again'))).toEqual(
      both('3 inboxes work again'),
    );
  });

  test('is not told of one that somebody has disconnected or deleted', async () => {
    const id = await toldOfOne();
    await world.admin.post(`/api/orgs/acme/inboxes/${id}/disconnect`, {});
    await world.later(3);
    expect(world.mails.offered).toHaveLength(2);
  });
});

describe('whoever wants no mails', () => {
  const PREFERENCE = '/api/orgs/acme/alerts/preference';

  test('gets none, and the others get theirs; until they want them again', async () => {
    const off = await world.admin.put(PREFERENCE, { mails: false });
    expect(off.body).toEqual({ mails: false, canSend: true } satisfies AlertPreference);
    const [id = ''] = await world.store({ name: 'Sales' });
    await world.found([id], REFUSED);
    await world.later(3);
    expect(world.mails.taken.map(({ to }) => to)).toEqual(['owner@acme.test']);
    await world.admin.put(PREFERENCE, { mails: true });
    await world.found([id], PASSED);
    await world.later(3);
    expect(world.mails.taken.map(({ to }) => to).sort()).toEqual([
      ...['admin@acme.test', 'owner@acme.test', 'owner@acme.test'],
    ]);
  });

  test('says so for one organization, not for another, and nobody says it for others', async () => {
    await makeTenant('zeta');
    await world.admin.put(PREFERENCE, { mails: false });
    const stranger = await signedIn('admin@zeta.test');
    expect((await stranger.put(PREFERENCE, { mails: false })).status).toBe(404);
    const own = await stranger.get('/api/orgs/zeta/alerts/preference');
    expect(own.body).toMatchObject({ mails: true });
    const agent = await signedIn('agent@acme.test');
    expect((await agent.put(PREFERENCE, { mails: false })).status).toBe(403);
  });

  test('where it is everybody, nothing is written, and nothing is made up for later', async () => {
    const owner = await signedIn('owner@acme.test');
    await world.admin.put(PREFERENCE, { mails: false });
    await owner.put(PREFERENCE, { mails: false });
    const ids = await world.store({});
    await world.found(ids, REFUSED);
    await world.later(3);
    await owner.put(PREFERENCE, { mails: true });
    await world.later(3);
    expect(await db.select().from(alerts)).toEqual([]);
    expect(await allIncidents()).toMatchObject([{ endedAt: null }]);
  });
});
