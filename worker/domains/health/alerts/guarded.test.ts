import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../platform/database.ts';
import { PASSED } from '../../../testing/connector-edge.ts';
import { REFUSED, toldWorld } from '../../../testing/told-world.ts';
import { watchedDatabase } from '../../../testing/watched-database.ts';
import { makeTenant } from '../../../testing/world.ts';

const DAY_MS = 86_400_000;

test('a mail that can’t be written holds up no other: of failures, recoveries and certificates', async () => {
  const world = await toldWorld();
  world.edge.decide(() => PASSED);
  const tenants = ['acme', 'zeta', 'omega'] as const;
  await makeTenant('zeta');
  await makeTenant('omega');
  const write = /^\s*insert into "alerts"/i;
  const read = /from "members"/i;
  /** From now on the first trip of a kind in a minute fails. */
  const failing = (what: RegExp) => {
    let isOver = false;
    const watched = watchedDatabase(env.DB, (trip) => {
      const isHit = !isOver && trip.sql.some((text) => what.test(text));
      if (!isHit) return trip.run();
      isOver = true;
      throw new Error('the database went away');
    });
    world.change({ db: openDatabase(watched) });
  };
  const wholly = () => world.change({ db: openDatabase(env.DB) });

  const ids = await world.store(...tenants.map((tenant) => ({ tenant })));
  const day = (days: number) => new Date(world.now().getTime() + days * DAY_MS).toISOString();
  const certificate = {
    ...{ server: 'imap.acme.test:993', fingerprint: 'AA' },
    ...{ validFrom: day(-300), validTo: day(10) },
  };
  const stories = [
    () => world.found(ids, REFUSED),
    () => world.found(ids, { kind: 'passed' }),
    () => world.found(ids, { kind: 'passed' }, [certificate]),
  ];
  for (const what of [write, read]) {
    for (const story of stories) {
      await story();
      const before = world.mails.taken.length;
      const told = world.told('alert-not-written');
      failing(what);
      await world.later(3);
      expect(world.mails.taken.length - before).toBe(4);
      expect(world.told('alert-not-written') - told).toBe(1);
      wholly();
      await world.later(1);
      expect(world.mails.taken.length - before).toBe(6);
      // Of the same cause nothing is told within the hour.
      world.pass(61);
    }
    certificate.fingerprint = 'BB';
  }
});
