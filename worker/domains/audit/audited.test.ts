import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { createDeps } from '../../deps.ts';
import { db, makeTenant } from '../../testing/world.ts';
import { audited, type NewEvent } from './audited.ts';
import { auditEvents } from './tables.ts';

const who = { tenant: 'acme', person: { id: 'owner@acme.test', name: 'owner' } };
const event = (name: string): NewEvent => ({
  action: 'inbox.changed',
  inbox: { id: 'inb_1', name },
});

/** Somebody else of the tenant, who always writes between our look and our write. */
const rival = (deps: ReturnType<typeof createDeps>) =>
  audited(deps, who, [], () => ({
    statements: [],
    events: [event('theirs')],
    answer: undefined,
  }));

test('who is overtaken looks again, and writes after the one who was quicker', async () => {
  await makeTenant('acme');
  const deps = createDeps(env);
  let looks = 0;
  await audited(deps, who, [], async () => {
    looks += 1;
    if (looks === 1) await rival(deps);
    return { statements: [], events: [event('ours')], answer: undefined };
  });
  const told = await db.select().from(auditEvents);
  expect([looks, told.map(({ inboxName }) => inboxName)]).toEqual([2, ['theirs', 'ours']]);
});

test('who is overtaken without end is asked to try again, and has written nothing', async () => {
  await makeTenant('acme');
  const deps = createDeps(env);
  const overtaken = audited(deps, who, [], async () => {
    await rival(deps);
    return { statements: [], events: [event('ours')], answer: undefined };
  });
  await expect(overtaken).rejects.toMatchObject({
    code: 'too-many-changes',
    extra: { retryAfter: 1 },
  });
  const told = await db.select().from(auditEvents);
  expect(told.filter(({ inboxName }) => inboxName === 'ours')).toEqual([]);
});
