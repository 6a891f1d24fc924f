import { beforeEach, describe, expect, test } from 'vitest';
import type { Alias } from '../../../contract/alias.ts';
import type { Inbox, InboxPage } from '../../../contract/inbox.ts';
import { mayManage, roles } from '../../../contract/role.ts';
import type { PendingInvitation } from '../../../contract/tenancy.ts';
import { operations } from '../../operations.ts';
import { browser, IMAP_INBOX, makeTenant, signedIn } from '../../testing/world.ts';
import { may } from './access.ts';

let id: string;
let alias: string;
let invitation: string;

const invite = async () => {
  const owner = await signedIn('owner@acme.test');
  const body = { email: 'invited@acme.test', role: 'viewer' };
  const made = await owner.post('/api/orgs/acme/invitations', body);
  ({ id: invitation } = made.body as PendingInvitation);
};

// A closed port: what a test finds does not matter here, only that it may be asked.
const SERVER = { host: '127.0.0.1', port: 1, security: 'tls', username: 'u', password: 'p' };
const CONNECTION = { imap: SERVER, smtp: SERVER };

type Route = { method: string; path: string; reader?: true; body?: unknown; allowed: number };

// Every route of a tenant: what it takes, what it answers to who may use it, and whether a member who
// only reads may.
const routes: Route[] = [
  { method: 'GET', path: 'inboxes', reader: true, allowed: 200 },
  {
    method: 'POST',
    path: 'inboxes',
    allowed: 201,
    body: { ...IMAP_INBOX, emailAddress: 'new@acme.test' },
  },
  { method: 'GET', path: 'inboxes/:id', reader: true, allowed: 200 },
  { method: 'PATCH', path: 'inboxes/:id', body: { name: 'Changed' }, allowed: 200 },
  {
    method: 'PUT',
    path: 'inboxes/:id/connection?verify=false',
    body: CONNECTION,
    allowed: 200,
  },
  { method: 'DELETE', path: 'inboxes/:id', body: {}, allowed: 204 },
  { method: 'GET', path: 'inboxes/:id/deletion-preview', allowed: 200 },
  { method: 'POST', path: 'inboxes/:id/archive', body: {}, allowed: 200 },
  { method: 'POST', path: 'inboxes/:id/restore', body: {}, allowed: 200 },
  { method: 'POST', path: 'inboxes/:id/disconnect', body: {}, allowed: 200 },
  { method: 'GET', path: 'inboxes/:id/aliases', allowed: 200 },
  {
    method: 'POST',
    path: 'inboxes/:id/aliases',
    body: { emailAddress: 'other@acme.test' },
    allowed: 201,
  },
  { method: 'DELETE', path: 'inboxes/:id/aliases/:alias', allowed: 204 },
  { method: 'GET', path: 'inboxes/:id/timeline', allowed: 200 },
  { method: 'GET', path: 'inboxes/:id/health', allowed: 200 },
  { method: 'GET', path: 'troubles', reader: true, allowed: 200 },
  { method: 'GET', path: 'alerts/preference', allowed: 200 },
  { method: 'PUT', path: 'alerts/preference', body: { mails: false }, allowed: 200 },
  { method: 'GET', path: 'audit', allowed: 200 },
  { method: 'POST', path: 'inboxes/:id/checks', body: {}, allowed: 409 },
  {
    method: 'POST',
    path: 'connection-tests',
    allowed: 200,
    body: { inboxId: ':id', ...CONNECTION },
  },
  // Nothing is stored to be sent through.
  { method: 'POST', path: 'inboxes/:id/round-trips', body: {}, allowed: 409 },
  { method: 'GET', path: 'mail-settings?address=a@gmail.com', allowed: 200 },
  { method: 'GET', path: 'oauth-providers', allowed: 200 },
  // It is connected by mail servers: that is said to nobody else.
  { method: 'POST', path: 'inboxes/:id/oauth', body: { returnTo: 'inbox' }, allowed: 409 },
  // A result is there for the person who signed in, and for no other of the tenant either.
  { method: 'GET', path: 'inboxes/:id/oauth-results/:result', allowed: 404 },
  { method: 'POST', path: 'inboxes/:id/oauth-results/:result/accept', body: {}, allowed: 404 },
  { method: 'GET', path: 'members', allowed: 200 },
  {
    method: 'POST',
    path: 'invitations',
    allowed: 201,
    body: { email: 'x@acme.test', role: 'viewer' },
  },
  { method: 'DELETE', path: 'invitations/:invitation', allowed: 204 },
];

const fill = <Value>(value: Value): Value =>
  JSON.parse(
    JSON.stringify(value)
      .replaceAll(':id', id)
      .replaceAll(':invitation', invitation)
      .replaceAll(':alias', alias),
  ) as Value;

beforeEach(async () => {
  await makeTenant('acme');
  await makeTenant('globex');
  const owner = await signedIn('owner@acme.test');
  const made = await owner.post('/api/orgs/acme/inboxes', IMAP_INBOX);
  ({ id } = made.body as Inbox);
  const named = { emailAddress: 'alias@acme.test' };
  const added = await owner.post(`/api/orgs/acme/inboxes/${id}/aliases`, named);
  ({ id: alias } = added.body as Alias);
  await invite();
});

describe.each(routes)('$method $path', ({ method, path, reader, body, allowed }) => {
  const send = (own: ReturnType<typeof browser>) =>
    own.send(method, `/api/orgs/acme/${fill(path)}`, body ? { body: fill(body) } : {});

  test('asks to sign in', async () => {
    expect(await send(browser())).toMatchObject({ status: 401, body: { code: 'signed-out' } });
  });

  test('does not exist for the people of another tenant, whatever their role', async () => {
    for (const role of roles) {
      const answer = await send(await signedIn(`${role}@globex.test`));
      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });

  test('is refused to agents and viewers unless it only reads', async () => {
    for (const role of ['agent', 'viewer']) {
      const { status } = await send(await signedIn(`${role}@acme.test`));
      expect([role, status]).toEqual([role, reader ? allowed : 403]);
    }
  });

  test.each(['owner', 'admin'])('is open to an %s', async (role) => {
    expect((await send(await signedIn(`${role}@acme.test`))).status).toBe(allowed);
  });
});

test('an inbox’s alias is not reached through another inbox of the tenant', async () => {
  const owner = await signedIn('owner@acme.test');
  const body = { ...IMAP_INBOX, emailAddress: 'second@acme.test' };
  const second = (await owner.post('/api/orgs/acme/inboxes', body)).body as Inbox;
  const answer = await owner.delete(`/api/orgs/acme/inboxes/${second.id}/aliases/${alias}`);
  expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

const reachingIn = routes.filter(({ path, body }) =>
  /:id|:invitation/.test(JSON.stringify([path, body])),
);

test.each(reachingIn)(
  '$method $path does not reach what is foreign through one’s own tenant',
  async ({ method, path, body }) => {
    const foreign = await signedIn('owner@globex.test');
    const options = body ? { body: fill(body) } : {};
    const answer = await foreign.send(method, `/api/orgs/globex/${fill(path)}`, options);
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  },
);

test('every route of a tenant is among these', () => {
  const listed = routes.map(
    ({ method, path }) =>
      `${method} ${path.replace(/\?.*/, '').replace(':invitation', ':id').replace(':alias', ':aliasId').replace(':result', ':resultId')}`,
  );
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
    const { connection: _, autoResponse: __, aliases: ___, ...summary } = one;
    expect(list.inboxes[0]).toEqual(summary);
    expect([role, one.actions.length > 0]).toEqual([role, sees]);
  }
});

test('the pages and the API agree on who manages', () => {
  expect(roles.filter((role) => may(role, { inbox: 'manage' }))).toEqual(roles.filter(mayManage));
});
