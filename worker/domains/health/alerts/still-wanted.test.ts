import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { MailError } from '../../../platform/mail-error.ts';
import { PASSED as HEALTHY } from '../../../testing/connector-edge.ts';
import { REFUSED, type ToldWorld, toldWorld } from '../../../testing/told-world.ts';
import { db } from '../../../testing/world.ts';
import { members } from '../../tenants/tables.ts';
import { alerts } from '../tables.ts';

let world: ToldWorld;
beforeEach(async () => {
  world = await toldWorld();
  world.edge.decide(() => HEALTHY);
  world.mails.refuse(() => new MailError('unreachable', { isTemporary: true }));
  const ids = await world.store({});
  await world.found(ids, REFUSED);
  await world.later(3);
  expect(world.mails.offered).toHaveLength(2);
  world.mails.refuse(() => null);
});

const ADMIN = 'admin@acme.test';
const asAdmin = eq(members.userId, ADMIN);

describe('a mail that waits for its next try is not sent to whoever has meanwhile', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['left the tenant', () => db.delete(members).where(asAdmin)],
    ['become an agent', () => db.update(members).set({ role: 'agent' }).where(asAdmin)],
    [
      'turned such mails off',
      () => world.admin.put('/api/orgs/acme/alerts/preference', { mails: false }),
    ],
  ])('%s: nothing is left of it', async (_name, leave) => {
    await leave();
    await world.later(1);
    await world.later(60);
    expect(world.mails.taken.map(({ to }) => to)).toEqual(['owner@acme.test']);
    expect(world.mails.offered.filter(({ to }) => to === ADMIN)).toHaveLength(1);
    expect(await db.select().from(alerts)).toMatchObject([{ recipient: 'owner@acme.test' }]);
  });
});

test('the operator’s mail waits for its next try as ever', async () => {
  const now = world.now();
  await db.insert(alerts).values({
    ...{ id: 'alt_operators', tenant: null, recipient: 'operator@letterbox.test' },
    ...{ subject: 'A secret expires', text: 'Soon.', createdAt: now, attempts: 1, nextTryAt: now },
  });
  await world.cron();
  expect(world.mails.taken.map(({ to }) => to)).toContain('operator@letterbox.test');
});
