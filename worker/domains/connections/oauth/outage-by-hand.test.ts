import { beforeEach, expect, test } from 'vitest';
import type { TroublesAnswer } from '../../../../contract/health.ts';
import { background } from '../../../testing/background.ts';
import { addFault } from '../../../testing/identity-provider.ts';
import { connectedInbox } from '../../../testing/sign-in.ts';
import { type Browser, db, IMAP_INBOX, makeTenant, signedIn } from '../../../testing/world.ts';
import { outages } from '../tables.ts';

const ORG = '/api/orgs/acme';
let owner: Browser;

beforeEach(async () => {
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
});

const outagesAt = async (by: Browser, org = ORG) =>
  ((await by.get(`${org}/troubles`)).body as TroublesAnswer).outages;

test('an outage that checks by hand have met ends with the first that is answered', async () => {
  const inbox = await connectedInbox(owner, 'google');
  const world = background();
  const check = () => owner.post(`${ORG}/inboxes/${inbox.id}/checks`, {});
  await addFault({ provider: 'google', endpoint: 'profile', kind: '503', times: 2 });
  await check();
  world.pass(1);
  await check();
  expect(await outagesAt(owner)).toMatchObject([{ part: 'google' }]);
  expect((await check()).body).toMatchObject({ ok: true });
  expect(await outagesAt(owner)).toEqual([]);
});

test('a tenant is told of the outages that its own inboxes meet, until nobody meets them any more', async () => {
  await makeTenant('globex');
  const other = await signedIn('owner@globex.test');
  await other.post('/api/orgs/globex/inboxes', IMAP_INBOX);
  await connectedInbox(owner, 'google');
  const world = background();
  const at = world.now();
  await db.insert(outages).values({ part: 'google', since: at, lastSeenAt: at, seen: 2 });
  expect(await outagesAt(owner)).toHaveLength(1);
  expect(await outagesAt(other, '/api/orgs/globex')).toEqual([]);
  world.pass(2 * 60);
  expect(await outagesAt(owner)).toEqual([]);
});
