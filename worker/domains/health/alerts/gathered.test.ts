import { getTableColumns, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { PASSED as HEALTHY } from '../../../testing/connector-edge.ts';
import { REFUSED, type ToldWorld, toldWorld } from '../../../testing/told-world.ts';
import { db, makeTenant } from '../../../testing/world.ts';
import { inboxes } from '../../inboxes/tables.ts';
import { FAILING, groupsToTell } from './incidents-to-tell.ts';

let world: ToldWorld;
beforeEach(async () => {
  world = await toldWorld();
  world.edge.decide(() => HEALTHY);
});

const PASSED = { kind: 'passed' } as const;
const NOWHERE = { ...REFUSED, at: null };
const subjects = () => world.mails.taken.map(({ subject }) => subject);
const both = (subject: string | RegExp) => {
  const said = expect.stringMatching(subject);
  return [said, said];
};

describe('inboxes of one cause that work again minutes apart', () => {
  test('are one mail after three minutes, and one of all who follow an hour later', async () => {
    const [one = '', two = '', three = ''] = await world.store({ name: 'One' }, {}, {});
    await world.found([one, two, three], REFUSED);
    await world.later(3);
    world.pass(20);
    await world.found([one], PASSED);
    await world.later(2);
    expect(subjects()).toHaveLength(2);
    await world.later(1);
    expect(subjects().slice(2)).toEqual(both(/^One works again$/));
    world.pass(5);
    await world.found([two], PASSED);
    await world.later(5);
    await world.found([three], PASSED);
    await world.later(49);
    expect(subjects()).toHaveLength(4);
    await world.later(1);
    expect(subjects().slice(4)).toEqual(both(/^2 inboxes work again$/));
    await world.later(60);
    expect(world.mails.offered).toHaveLength(6);
  });
});

describe('an inbox that fails and works by turns', () => {
  test.each([
    ['a server', REFUSED],
    ['where nobody has said where', NOWHERE],
  ])('is not mailed again within the hour: at %s', async (_name, finding) => {
    const [id = ''] = await world.store({ name: 'Sales' });
    await world.found([id], finding);
    await world.later(3);
    world.pass(2);
    await world.found([id], PASSED);
    await world.later(3);
    expect(subjects()).toEqual([...both(/^Sales stopped/), ...both(/^Sales works again/)]);
    // Told at 3 and at 8; here it is 8.
    for (let turn = 1; turn <= 4; turn++) {
      await world.found([id], finding);
      await world.later(6);
      await world.found([id], PASSED);
      await world.later(6);
    }
    await world.found([id], finding);
    await world.later(6);
    expect(subjects()).toHaveLength(4);
    await world.later(1);
    expect(subjects().slice(4)).toEqual(both(/^Sales stopped/));
  });
});

describe('a refusal of which nobody says where', () => {
  test('is told alone, beside others of the same code, however soon', async () => {
    const ids = await world.store({ name: 'One' }, { name: 'Two' });
    await world.found(ids, NOWHERE);
    await world.later(3);
    expect(subjects().sort()).toEqual([...both(/^One stopped/), ...both(/^Two stopped/)]);
    const [late = ''] = await world.store({ name: 'Three' });
    await world.found([late], NOWHERE);
    await world.later(3);
    expect(subjects().slice(4)).toEqual(both(/^Three stopped/));
  });
});

describe('one tenant’s many causes that wait for their hour', () => {
  /** So many inboxes, each in error at a server of its own that was told of just now. */
  const held = async (count: number) => {
    const [model = ''] = await world.store({});
    const own = sql`${model} || '-' || n.value`;
    const nothing = sql`null`;
    const changed: Record<string, typeof own> = {
      ...{ id: own, email_address_key: own, connected_at: nothing },
      ...{ credentials_encrypted: nothing, credentials_key_id: nothing },
    };
    const names = Object.values(getTableColumns(inboxes)).map(({ name }) => name);
    const columns = sql.raw(names.join(', '));
    const values = sql.join(
      names.map((name) => changed[name] ?? sql.raw(`b.${name}`)),
      sql`, `,
    );
    const numbers = sql`json_each(${JSON.stringify(Array.from({ length: count }, (_, n) => n))}) n`;
    await db.run(
      sql`insert into inboxes (${columns}) select ${values} from inboxes b, ${numbers} where b.id = ${model}`,
    );
    const now = world.now().getTime();
    for (const ended of [now, null]) {
      const told =
        ended === null ? sql`null, null, null, null` : sql`${now}, 'check', ${now}, ${now}`;
      await db.run(
        sql`insert into incidents (tenant, inbox, code, at, began_at, failures, last_failed_at, confirmed_at, ended_at, ended_by, alerted_at, recovery_told_at)
          select tenant, id, 'wrong-password', id || '.acme.test:993', ${now}, 1, ${now}, ${now}, ${told}
          from inboxes where id <> ${model}`,
      );
    }
  };

  test('hold up nobody else’s mail', async () => {
    await held(600);
    world.pass(1);
    await makeTenant('zeta');
    const [id = ''] = await world.store({ tenant: 'zeta', name: 'Theirs' });
    await world.found([id], REFUSED);
    await world.later(3);
    expect(world.mails.taken.map(({ to }) => to).sort()).toEqual([
      ...['admin@zeta.test', 'owner@zeta.test'],
    ]);
    // They were waiting indeed.
    world.pass(60);
    expect(await groupsToTell(world.deps, FAILING)).toHaveLength(50);
  });
});
