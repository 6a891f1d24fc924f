import { beforeEach, describe, expect, test } from 'vitest';
import { type ToldWorld, toldWorld } from '../../../testing/told-world.ts';
import { makeTenant } from '../../../testing/world.ts';

const DAY_MS = 86_400_000;

let world: ToldWorld;
beforeEach(async () => {
  world = await toldWorld();
});

const shown = (server: string, fingerprint: string, daysLeft: number) => ({
  ...{ server, fingerprint },
  validFrom: new Date(world.now().getTime() - 300 * DAY_MS).toISOString(),
  validTo: new Date(world.now().getTime() + daysLeft * DAY_MS).toISOString(),
});
const PASSED = { kind: 'passed' } as const;

describe('a certificate that is about to expire', () => {
  test('is told once a tenant and server, however often and by whom it is seen', async () => {
    const ids = await world.store({ name: 'Sales' }, { name: 'Support' });
    const certificate = shown('imap.acme.test:993', 'AA', 10);
    await world.found(ids, PASSED, [certificate, certificate]);
    await world.later(3);
    expect(world.mails.taken.map(({ to }) => to).sort()).toEqual([
      ...['admin@acme.test', 'owner@acme.test'],
    ]);
    expect(world.mails.taken[0]?.subject).toMatch(/^The certificate of imap\.acme\.test:993 /);
    await world.later(60);
    await world.found(ids, PASSED, [certificate]);
    await world.later(3);
    expect(world.mails.offered).toHaveLength(2);
  });

  test('is told anew of the next one, and of several in one mail', async () => {
    const ids = await world.store({ name: 'Sales' });
    await world.found(ids, PASSED, [shown('imap.acme.test:993', 'AA', 10)]);
    await world.later(3);
    await world.found(ids, PASSED, [
      shown('imap.acme.test:993', 'BB', 12),
      shown('smtp.acme.test:465', 'CC', 12),
    ]);
    await world.later(3);
    expect(world.mails.taken).toHaveLength(4);
    expect(world.mails.taken.at(-1)?.subject).toMatch(/^2 certificates /);
  });

  test('is each tenant’s own news', async () => {
    await makeTenant('zeta');
    const [own = '', theirs = ''] = await world.store({}, { tenant: 'zeta' });
    await world.found([own, theirs], PASSED, [shown('imap.acme.test:993', 'AA', 10)]);
    await world.later(3);
    expect(world.mails.taken.map(({ to }) => to).sort()).toEqual([
      ...['admin@acme.test', 'admin@zeta.test', 'owner@acme.test', 'owner@zeta.test'],
    ]);
  });

  test('is no news while there is time', async () => {
    const ids = await world.store({});
    await world.found(ids, PASSED, [shown('imap.acme.test:993', 'AA', 20)]);
    await world.later(3);
    expect(world.mails.offered).toEqual([]);
  });

  test('is announced no more when it has expired, though it was noted before', async () => {
    const ids = await world.store({});
    await world.found(ids, PASSED, [shown('imap.acme.test:993', 'AA', 2 / (24 * 60))]);
    await world.later(3);
    await world.later(60);
    expect(world.mails.offered).toEqual([]);
  });

  test('and was told is not told again once it has expired, whatever is tidied away', async () => {
    const ids = await world.store({});
    const certificate = shown('imap.acme.test:993', 'AA', 2);
    await world.found(ids, PASSED, [certificate]);
    await world.later(3);
    expect(world.mails.offered).toHaveLength(2);
    // Servers go on showing it: trusted by its fingerprint it passes its checks.
    world.pass(-3);
    for (const days of [1, 1, 1, 1, 10, 10, 10, 10]) {
      await world.later(days * 24 * 60);
      expect(world.now().getUTCMinutes()).toBe(0);
      await world.found(ids, PASSED, [certificate]);
    }
    await world.later(3);
    expect(world.mails.offered).toHaveLength(2);
  });
});
