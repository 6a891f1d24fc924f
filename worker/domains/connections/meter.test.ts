import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { type AcmeInbox, makeAcmeInbox } from '../../testing/acme-inbox.ts';
import { type Background, background } from '../../testing/background.ts';
import { WORKING } from '../../testing/mail.ts';
import { db, makeTenant, signedIn } from '../../testing/world.ts';
import { connectorUses, type meteredUses } from './tables.ts';

type Use = (typeof meteredUses)[number];
const TOO_MANY = { status: 429, body: { code: 'too-many-tests' } };
const SETTINGS = '/api/orgs/acme/mail-settings?address=a@gmail.com';

let inbox: AcmeInbox;
let world: Background;
beforeEach(async () => {
  world = background();
  inbox = await makeAcmeInbox();
});

const used = (use: Use, count: number) => {
  const values = { tenant: 'acme', use, count, since: world.now() };
  const { tenant, use: of } = connectorUses;
  return db
    .insert(connectorUses)
    .values(values)
    .onConflictDoUpdate({ target: [tenant, of], set: values });
};
const tenMinutesPass = () =>
  db.update(connectorUses).set({ since: sql`${connectorUses.since} - 600001` });

describe('a tenant that has used up its tests', () => {
  beforeEach(() => used('test', 300));

  test('is told so, and when to come again', async () => {
    const answer = await inbox.admin.post('/api/orgs/acme/connection-tests', WORKING);
    expect(answer).toMatchObject(TOO_MANY);
    expect(Number(answer.headers.get('retry-after'))).toBe(600);
  });

  test('can’t save or check either: both test', async () => {
    expect(await inbox.admin.put(`${inbox.path}/connection`, WORKING)).toMatchObject(TOO_MANY);
    await inbox.admin.put(`${inbox.path}/connection?verify=false`, WORKING);
    expect(await inbox.admin.post(`${inbox.path}/checks`, {})).toMatchObject(TOO_MANY);
  });

  test('can go on ten minutes after it began', async () => {
    await tenMinutesPass();
    const answer = await inbox.admin.post('/api/orgs/acme/connection-tests', WORKING);
    expect(answer.status).toBe(200);
  });

  test('harms no other tenant, and finds settings all the same', async () => {
    await makeTenant('globex');
    const foreign = await signedIn('admin@globex.test');
    const answer = await foreign.post('/api/orgs/globex/connection-tests', WORKING);
    expect(answer.status).toBe(200);
    expect((await inbox.admin.get(SETTINGS)).status).toBe(200);
  });
});

test('of requests at once only as many get through as are left', async () => {
  await used('discovery', 197);
  const answers = await Promise.all(Array.from({ length: 10 }, () => inbox.admin.get(SETTINGS)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status !== 429)).toHaveLength(3);
});

test('round trips are few', async () => {
  await inbox.admin.put(`${inbox.path}/connection`, WORKING);
  await used('round-trip', 20);
  expect(await inbox.admin.post(`${inbox.path}/round-trips`, {})).toMatchObject(TOO_MANY);
});
