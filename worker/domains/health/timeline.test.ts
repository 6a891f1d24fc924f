import { beforeEach, describe, expect, test } from 'vitest';
import type { Timeline } from '../../../contract/audit.ts';
import { inboxHealth, type TroublesAnswer } from '../../../contract/health.ts';
import type { Inbox, InboxPage } from '../../../contract/inbox.ts';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { WORKING } from '../../testing/mail.ts';
import { REFUSED, type ToldWorld, toldWorld } from '../../testing/told-world.ts';
import { IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';

let world: ToldWorld;
let id: string;
beforeEach(async () => {
  world = await toldWorld();
  world.edge.decide(() => 'real');
  id = ((await world.admin.post(INBOXES, IMAP_INBOX)).body as Inbox).id;
});

const PASSED = { kind: 'passed' } as const;
const rename = async (name: string) => {
  world.pass(1);
  await world.admin.patch(`${INBOXES}/${id}`, { name });
};
const incident = async () => {
  world.pass(1);
  await world.found([id], REFUSED);
  world.pass(1);
  await world.found([id], PASSED);
};

/** Connected; then, one after the other: a name, an incident, a name, two incidents, two names. */
const live = async () => {
  world.pass(1);
  const answer = await world.admin.put(`${INBOXES}/${id}/connection`, WORKING);
  expect(answer.status, answer.text).toBe(200);
  await rename('One');
  await incident();
  await rename('Two');
  await incident();
  await incident();
  await rename('Three');
  await rename('Four');
  await incident();
};
const LIVED = [
  ...['incident', 'inbox.changed', 'inbox.changed', 'incident', 'incident', 'inbox.changed'],
  ...['incident', 'inbox.changed', 'inbox.connected', 'inbox.created'],
];

const pageAt = async (query: string) => {
  const { status, body, text } = await world.admin.get(`${INBOXES}/${id}/timeline?${query}`);
  expect(status, text).toBe(200);
  return body as Timeline;
};
const said = ({ entries }: Timeline) =>
  entries.map((entry) => (entry.kind === 'incident' ? 'incident' : entry.action));

describe('the timeline of an inbox', () => {
  test('tells its incidents among what people did, newest first', async () => {
    await live();
    const page = await pageAt('limit=50');
    expect(said(page)).toEqual(LIVED);
    const first = page.entries.find(({ kind }) => kind === 'incident');
    expect(first).toMatchObject({
      ...{ code: 'wrong-password', endedBy: 'check', at: 'imap.acme.test:993' },
    });
  });

  test.each([1, 2, 3, 5])(
    'is the same over pages of %i: nothing twice, nothing lost',
    async (limit) => {
      await live();
      const told: string[] = [];
      let cursor: string | null = null;
      do {
        const query = new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) });
        const page: Timeline = await pageAt(String(query));
        told.push(...said(page));
        cursor = page.nextCursor;
      } while (cursor !== null && told.length < 2 * LIVED.length);
      expect(told).toEqual(LIVED);
    },
  );

  test('has the incident that is going on, first', async () => {
    await live();
    world.pass(1);
    await world.found([id], REFUSED);
    const { entries } = await pageAt('limit=2');
    expect(entries[0]).toMatchObject({ kind: 'incident', endedAt: null, endedBy: null });
  });
});

describe('the health of an inbox', () => {
  test('is for those who manage, in the form that is promised', async () => {
    await live();
    const { status, body } = await world.admin.get(`${INBOXES}/${id}/health`);
    expect(status).toBe(200);
    expect(inboxHealth.parse(body)).toEqual(body);
    expect(body).toMatchObject({ intervalMinutes: 60, incidents: { length: 4 } });
    for (const role of ['agent', 'viewer']) {
      const own = await signedIn(`${role}@acme.test`);
      expect((await own.get(`${INBOXES}/${id}/health`)).status, role).toBe(403);
    }
  });

  test('has thirty days, of which it was connected on the last', async () => {
    await live();
    const { body } = await world.admin.get(`${INBOXES}/${id}/health`);
    const { days } = inboxHealth.parse(body);
    expect(days.map(({ state }) => state)).toEqual([...Array(29).fill('unknown'), 'error']);
    expect(days.at(-1)?.errorMinutes).toBe(4);
  });

  test.each(['health', 'timeline'])(
    'is nobody else’s: %s of another tenant is not there',
    async (of) => {
      await makeTenant('zeta');
      await live();
      const stranger = await signedIn('owner@zeta.test');
      expect((await stranger.get(`${INBOXES}/${id}/${of}`)).status).toBe(404);
      expect((await stranger.get(`/api/orgs/zeta/inboxes/${id}/${of}`)).status).toBe(404);
    },
  );

  test('of others shows in no tenant’s troubles, and which servers there are to no reader', async () => {
    await makeTenant('zeta', { inboxLimit: 10 });
    const theirs = await world.store({ tenant: 'zeta' }, { tenant: 'zeta' });
    const own = await world.store({});
    await world.found([...theirs, ...own], REFUSED);
    const troubles = async (email: string, org: string) =>
      (await signedIn(email)).get(`/api/orgs/${org}/troubles`);
    const none = { outages: [], shared: [] };
    expect((await troubles('owner@acme.test', 'acme')).body).toEqual(none);
    const { shared } = (await troubles('owner@zeta.test', 'zeta')).body as TroublesAnswer;
    expect(shared).toMatchObject([{ count: 2 }]);
    expect(shared[0]?.inboxes.map((inbox) => inbox.id).sort()).toEqual([...theirs].sort());
    expect((await troubles('viewer@zeta.test', 'zeta')).body).toEqual(none);
    expect((await troubles('owner@acme.test', 'zeta')).status).toBe(404);

    const viewer = await signedIn('viewer@acme.test');
    const list = await viewer.get(INBOXES);
    expect((list.body as InboxPage).inboxes).toContainEqual(
      expect.objectContaining({ id: own[0], status: 'error' }),
    );
    expect(list.text).not.toContain('imap.acme.test');
    expect((await viewer.get(`${INBOXES}/${own[0]}`)).text).not.toContain('imap.acme.test');
  });
});
