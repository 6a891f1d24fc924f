import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox, InboxPage } from '../../../contract/inbox.ts';
import { mayManage, roles } from '../../../contract/role.ts';
import { operations } from '../../operations.ts';
import { browser, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';
import { may } from './access.ts';

let id: string;

const SERVER = { host: 'mail.acme.test', port: 993, security: 'tls', username: 'u', password: 'p' };
const CONNECTION = { imap: SERVER, smtp: { ...SERVER, port: 465 } };

// Every route of a tenant: what it takes, and whether a member who only reads may use it.
const routes: [method: string, path: string, reader: boolean, body?: unknown][] = [
  ['GET', 'inboxes', true],
  ['POST', 'inboxes', false, { ...IMAP_INBOX, emailAddress: 'new@acme.test' }],
  ['GET', 'inboxes/:id', true],
  ['PATCH', 'inboxes/:id', false, { name: 'Changed' }],
  ['PUT', 'inboxes/:id/connection?verify=false', false, CONNECTION],
  ['POST', 'inboxes/:id/checks', false, {}],
  ['POST', 'connection-tests', false, { inboxId: ':id', ...CONNECTION }],
  ['GET', 'members', false],
  ['POST', 'invitations', false, { email: 'x@acme.test', role: 'viewer' }],
  ['DELETE', 'invitations/:id', false],
];

const fill = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value).replaceAll(':id', id)) as Value;

beforeEach(async () => {
  await makeTenant('acme');
  await makeTenant('globex');
  const owner = await signedIn('owner@acme.test');
  const made = await owner.post('/api/orgs/acme/inboxes', IMAP_INBOX);
  ({ id } = made.body as Inbox);
});

describe.each(routes)('%s %s', (method, path, reader, body) => {
  const send = (own: ReturnType<typeof browser>, org = 'acme') =>
    own.send(method, `/api/orgs/${org}/${fill(path)}`, body ? { body: fill(body) } : {});

  test('asks to sign in', async () => {
    expect(await send(browser())).toMatchObject({ status: 401, body: { code: 'signed-out' } });
  });

  test('does not exist for the people of another tenant, whatever their role', async () => {
    for (const role of roles) {
      const answer = await send(await signedIn(`${role}@globex.test`));
      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });

  test('is open to owner and admin; agent and viewer only read the list', async () => {
    for (const role of roles) {
      const { status } = await send(await signedIn(`${role}@acme.test`));
      const allowed = reader || role === 'owner' || role === 'admin';
      expect([role, status === 403]).toEqual([role, !allowed]);
    }
  });
});

const reachingIn = routes.filter(([, path, , body]) =>
  JSON.stringify([path, body]).includes(':id'),
);

test.each(reachingIn)(
  '%s %s does not reach a foreign inbox through one’s own tenant',
  async (method, path, _, body) => {
    const foreign = await signedIn('owner@globex.test');
    const options = body ? { body: fill(body) } : {};
    const answer = await foreign.send(method, `/api/orgs/globex/${fill(path)}`, options);
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  },
);

test('every route of a tenant is among these', () => {
  const listed = routes.map(([method, path]) => `${method} ${path.replace(/\?.*/, '')}`);
  const described = operations
    .filter(({ org }) => org !== undefined)
    .map(({ method, path }) => `${method.toUpperCase()} ${path.replace('/api/orgs/:org/', '')}`);
  expect(listed.sort()).toEqual(described.sort());
});

test('a tenant that does not exist looks like one that is not ours', async () => {
  const owner = await signedIn('owner@acme.test');
  const foreign = await owner.get('/api/orgs/globex/inboxes');
  const nowhere = await owner.get('/api/orgs/nowhere/inboxes');
  const { requestId: _, ...one } = foreign.body as Record<string, unknown>;
  const { requestId: __, ...other } = nowhere.body as Record<string, unknown>;
  expect([foreign.status, one]).toEqual([nowhere.status, other]);
});

test('agents and viewers see status and names, but no connection', async () => {
  const owner = await signedIn('owner@acme.test');
  await owner.put(`/api/orgs/acme/inboxes/${id}/connection?verify=false`, CONNECTION);
  for (const role of roles) {
    const member = await signedIn(`${role}@acme.test`);
    const one = (await member.get(`/api/orgs/acme/inboxes/${id}`)).body as Inbox;
    const list = (await member.get('/api/orgs/acme/inboxes')).body as InboxPage;
    const sees = role === 'owner' || role === 'admin';
    expect([role, one.connection !== null]).toEqual([role, sees]);
    expect(list.inboxes[0]).toEqual(one);
  }
});

test('the pages and the API agree on who manages', () => {
  expect(roles.filter((role) => may(role, { inbox: 'manage' }))).toEqual(roles.filter(mayManage));
});
