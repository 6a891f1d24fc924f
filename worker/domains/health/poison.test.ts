import { beforeEach, describe, expect, test } from 'vitest';
import {
  allIncidents,
  type CheckedWorld,
  checkedWorld,
  rowOf,
} from '../../testing/checked-world.ts';
import { PASSED } from '../../testing/connector-edge.ts';
import { db } from '../../testing/world.ts';
import { deadLetters } from './tables.ts';

let world: CheckedWorld;
beforeEach(async () => {
  world = await checkedWorld();
  world.edge.decide(() => PASSED);
});

const given = () => db.select().from(deadLetters);
const oneGivenUp = () => world.until(async () => expect(await given()).toHaveLength(1));

describe('an inbox whose check throws, beside 99 others', () => {
  const poisoned = () => {
    const { connector } = world.edge;
    let thrown = 0;
    world.change({
      connector: {
        ...connector,
        test: async (request, options) => {
          if (request.smtp?.sender !== 'poison@acme.test') return connector.test(request, options);
          thrown += 1;
          throw new TypeError('of a kind that nobody has thought of');
        },
      },
    });
    return () => thrown;
  };

  test('is tried a few times by itself, then given up; the 99 are checked once', async () => {
    const thrown = poisoned();
    const others = Array.from({ length: 99 }, () => ({ checkSlot: 0 }));
    const [poison] = await world.store(
      { checkSlot: 0, emailAddress: 'poison@acme.test' },
      ...others,
    );
    await world.cron();
    await world.completed();
    await oneGivenUp();
    expect(world.edge.asked).toHaveLength(99);
    // Once among the others, then four times alone.
    expect(thrown()).toBe(5);
    const [letter] = await given();
    expect(JSON.parse(letter?.body ?? '')).toEqual({
      ...{ kind: 'checks', part: null, tries: 5, ids: [poison] },
    });
    expect(letter?.at).toEqual(world.now());
    // Nobody knows that it does not work.
    expect(await allIncidents()).toEqual([]);
    expect((await rowOf(String(poison))).connectedAt).not.toBeNull();
    expect(world.log.map((line) => JSON.stringify(line)).join()).not.toContain(
      'nobody has thought',
    );
  });

  test('is given another chance by the next run', async () => {
    poisoned();
    await world.store({ checkSlot: 0, emailAddress: 'poison@acme.test' });
    await world.cron();
    await oneGivenUp();
    world.change({ connector: world.edge.connector });
    await world.later(60);
    await world.completed();
    expect(world.edge.asked).toHaveLength(1);
  });
});

describe('a message that nobody of ours has written', () => {
  test.each<[string, unknown]>([
    ['is no object', 'checks'],
    ['is of an unknown kind', { kind: 'reseal', part: null, ids: ['inb_1'] }],
    ['has more than it should', { kind: 'checks', part: null, ids: ['inb_1'], servers: [] }],
    ['asks for too many', { kind: 'checks', part: null, ids: Array(101).fill('inb_1') }],
    ['is far too long', { kind: 'checks', part: null, ids: ['x'.repeat(20_000)] }],
  ])('is given up beside good ones, where it %s', async (_name, body) => {
    const ids = await world.store({}, {});
    await world.put({ kind: 'checks', part: null, ids: [ids[0]] });
    await world.put(body);
    await world.put({ kind: 'checks', part: null, ids: [ids[1]] });
    await oneGivenUp();
    await world.until(() => expect(world.edge.asked).toHaveLength(2));
    const [letter] = await given();
    expect(letter?.body).toBe(JSON.stringify(body).slice(0, 8000));
    expect(world.told('message-failed')).toBe(4);
  });
});
