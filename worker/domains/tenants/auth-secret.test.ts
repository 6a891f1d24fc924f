import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import type { PendingInvitation } from '../../../contract/tenancy.ts';
import { createApp } from '../../app.ts';
import { createDeps } from '../../deps.ts';
import { through } from '../../testing/oauth-api.ts';
import {
  type Browser,
  browser,
  db,
  type Fetch,
  makeTenant,
  signedIn,
} from '../../testing/world.ts';
import { invitationSecret } from './invitation-secret.ts';
import { sessions } from './tables.ts';

// What docs/runbooks/key-rotation.md says of a changed AUTH_SECRET.

const OTHER = 'another secret that only this test knows, long enough';

const serving = (AUTH_SECRET: string): Fetch => {
  const app = createApp({ ...createDeps({ ...env, AUTH_SECRET }), log: () => {} });
  return async (request) => app.fetch(request);
};
const before = serving(env.AUTH_SECRET);
const after = serving(OTHER);

let owner: Browser;
beforeEach(async () => {
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test', before);
});

const isIn = async (fetch: Fetch) => (await through(owner, fetch).get('/api/me')).status === 200;

test('a changed AUTH_SECRET ends every session, which the old one revives unless they are deleted', async () => {
  expect([await isIn(before), await isIn(after)]).toEqual([true, false]);
  expect(await isIn(before)).toBe(true);
  await db.delete(sessions);
  expect([await isIn(before), await isIn(after)]).toEqual([false, false]);
});

test('a changed AUTH_SECRET voids the links of invitations, which stay in the list', async () => {
  const asked = { email: 'new@acme.test', role: 'agent' };
  const { id } = (await owner.post('/api/orgs/acme/invitations', asked)).body as PendingInvitation;
  const link = `/api/invitations/${await invitationSecret(id, env.AUTH_SECRET)}`;
  expect((await browser(before).get(link)).status).toBe(200);
  expect(await browser(after).get(link)).toMatchObject({
    ...{ status: 404, body: { code: 'invitation-invalid' } },
  });
  const newcomer = await signedIn('owner@acme.test', before);
  expect((await newcomer.get('/api/orgs/acme/members')).text).toContain(id);
});
