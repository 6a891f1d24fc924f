import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { type CheckedWorld, checkedWorld, inboxAt } from '../../testing/checked-world.ts';
import { PASSED } from '../../testing/connector-edge.ts';
import { addFault, clearFaults } from '../../testing/identity-provider.ts';
import { queueByHand } from '../../testing/queue-by-hand.ts';
import { connectedInbox } from '../../testing/sign-in.ts';
import { db } from '../../testing/world.ts';
import { inboxes } from '../inboxes/tables.ts';

let world: CheckedWorld;
let queue: ReturnType<typeof queueByHand>;
beforeEach(async () => {
  queue = queueByHand();
  world = await checkedWorld({ queues: { checks: queue.outbox, jobs: queue.outbox } });
  world.edge.decide(() => PASSED);
});
afterEach(clearFaults);

const minute = async (count = 1): Promise<string> => {
  await world.later(count);
  const at = world.now().toISOString();
  while (queue.bodies().length > 0) await queue.deliver(world.deps);
  return at;
};
const shown = async (id: string) => (await inboxAt(world.admin, id)).lastCheckedAt;

test('an inbox that was archived while others were checked shows its old time until its own check, which comes with the next cron', async () => {
  const [id = '', other = ''] = await world.store({ checkSlot: 0 }, { checkSlot: 0 });
  const connected = world.now().toISOString();
  await world.admin.post(`${INBOXES}/${id}/archive`, {});
  await minute(60);
  const run = await minute(60);
  expect(await shown(other)).toBe(run);
  await minute(5);
  expect((await world.admin.post(`${INBOXES}/${id}/restore`, {})).status).toBe(200);
  expect(await shown(id)).toBe(connected);
  const own = await minute();
  expect(await shown(id)).toBe(own);
  expect(await shown(other)).toBe(run);
  // From then on it is in its run again.
  const next = await minute(54);
  expect(await shown(id)).toBe(next);
  expect(world.edge.asked).toHaveLength(5);
});

test('an inbox whose provider is out in a run keeps the run before, beside one that shows this run', async () => {
  const google = await connectedInbox(world.admin, 'google');
  const [imap = ''] = await world.store({ checkSlot: 0 });
  await db.update(inboxes).set({ checkSlot: 0 }).where(eq(inboxes.id, google.id));
  const before = await minute(60);
  expect([await shown(google.id), await shown(imap)]).toEqual([before, before]);

  for (const endpoint of ['refresh', 'profile']) {
    await addFault({ provider: 'google', endpoint, kind: '500', times: 100 });
  }
  for (let runs = 1; runs <= 2; runs++) {
    const out = await minute(60);
    expect([await shown(google.id), await shown(imap)]).toEqual([before, out]);
  }
  expect((await inboxAt(world.admin, google.id)).status).toBe('connected');
  await clearFaults();
  const back = await minute(60);
  expect([await shown(google.id), await shown(imap)]).toEqual([back, back]);
  const after = await minute(60);
  expect([await shown(google.id), await shown(imap)]).toEqual([after, after]);
});

test('an inbox that can’t be checked keeps the run before, until one has checked it', async () => {
  const [poison = '', other = ''] = await world.store(
    { checkSlot: 0, emailAddress: 'poison@acme.test' },
    { checkSlot: 0 },
  );
  const before = await minute(60);
  expect(await shown(poison)).toBe(before);
  world.edge.decide(({ smtp }) => (smtp?.sender === 'poison@acme.test' ? 'not-taken' : PASSED));
  for (let runs = 1; runs <= 2; runs++) {
    const run = await minute(60);
    expect([await shown(poison), await shown(other)]).toEqual([before, run]);
  }
  world.edge.decide(() => PASSED);
  const mended = await minute(60);
  expect([await shown(poison), await shown(other)]).toEqual([mended, mended]);
});
