import { beforeEach, expect, test } from 'vitest';
import { roles } from '../../../contract/role.ts';
import { operations } from '../../operations.ts';
import { CANARY, WORKING } from '../../testing/mail.ts';
import {
  askRoute,
  makeRouteScene,
  type RouteScene,
  routeOf,
  SCENE_OWNER,
} from '../../testing/route-requests.ts';
import { spellingsOf } from '../../testing/spellings.ts';
import { signedIn } from '../../testing/world.ts';

const reads = operations.filter(({ method }) => method === 'get');

let scene: RouteScene;
beforeEach(async () => {
  scene = await makeRouteScene();
  const owner = await signedIn(SCENE_OWNER);
  const path = `/api/orgs/acme/inboxes/${scene.id}`;
  expect((await owner.put(`${path}/connection`, WORKING)).status).toBe(200);
  await owner.post(`${path}/checks`, {});
  await owner.put(`${path}/connection?verify=false`, WORKING);
});

test.each(roles)('a stored password comes back from no GET, to who is %s', async (role) => {
  const member = await signedIn(`${role}@acme.test`);
  for (const operation of reads) {
    const { headers, text } = await askRoute(member, operation, scene);
    const all = JSON.stringify([...headers]) + text;
    const found = spellingsOf(CANARY).filter((spelling) => all.includes(spelling));
    expect([routeOf(operation), found]).toEqual([routeOf(operation), []]);
  }
});

test('what is told instead is that there is one', async () => {
  const owner = await signedIn(SCENE_OWNER);
  expect((await owner.get(`/api/orgs/acme/inboxes/${scene.id}`)).body).toMatchObject({
    connection: { imap: { hasPassword: true }, smtp: { hasPassword: true } },
  });
});
