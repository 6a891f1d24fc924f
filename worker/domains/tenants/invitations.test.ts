import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { MemberList } from '../../../contract/tenancy.ts';
import { createApp } from '../../app.ts';
import { createDeps } from '../../deps.ts';
import { browser, db, makePerson, makeTenant, PASSWORD, signedIn } from '../../testing/world.ts';
import { invitations, users } from './tables.ts';

beforeEach(async () => {
  await makeTenant('acme');
  await makeTenant('globex');
});

/** Invites, and gives the path of the link in the mail. */
const invite = async (email: string, role = 'agent'): Promise<string> => {
  const spy = vi.spyOn(console, 'info').mockImplementation(() => {});
  const admin = await signedIn('admin@acme.test');
  const answer = await admin.post('/api/orgs/acme/invitations', { email, role });
  expect(answer.status).toBe(201);
  const mail = spy.mock.calls
    .map(([line]) => String(line))
    .findLast((line) => line.includes(email));
  spy.mockRestore();
  return /\/invitation\/([\w.-]+)/.exec(mail ?? '')?.[1] ?? '';
};

describe('an invitation', () => {
  test('lets a new person make an account and join in the role they were given', async () => {
    const secret = await invite('new@acme.test', 'viewer');
    const own = browser();
    expect(await own.get(`/api/invitations/${secret}`)).toMatchObject({
      status: 200,
      body: { organization: { slug: 'acme' }, email: 'new@acme.test', hasAccount: false },
    });
    const joined = await own.post(`/api/invitations/${secret}/account`, {
      name: 'New',
      password: PASSWORD,
    });
    expect(joined).toMatchObject({ status: 200, body: { slug: 'acme' } });
    expect((await own.get('/api/me')).body).toMatchObject({
      organizations: [{ slug: 'acme', role: 'viewer' }],
    });
  });

  test('asked for again with the same Idempotency-Key is the same, and mails nothing', async () => {
    const admin = await signedIn('admin@acme.test');
    const spy = vi.spyOn(console, 'info').mockImplementation(() => {});
    const body = { email: 'new@acme.test', role: 'agent' };
    const headers = { 'idempotency-key': 'one' };
    const first = await admin.post('/api/orgs/acme/invitations', body, headers);
    const mailed = () => spy.mock.calls.filter(([line]) => String(line).includes('new@acme.test'));
    const before = mailed().length;
    const second = await admin.post('/api/orgs/acme/invitations', body, headers);
    const after = mailed().length;
    spy.mockRestore();
    expect(second).toMatchObject({ status: 201, body: first.body as object });
    expect([before, after]).toEqual([1, 1]);
  });

  test('is accepted once', async () => {
    const secret = await invite('new@acme.test');
    const accept = () =>
      browser().post(`/api/invitations/${secret}/account`, { name: 'New', password: PASSWORD });
    await accept();
    expect(await accept()).toMatchObject({ status: 404, body: { code: 'invitation-invalid' } });
  });

  test('by several requests at once makes one member, and nobody sees a fault of ours', async () => {
    const secret = await invite('new@acme.test');
    const answers = await Promise.all(
      ['One', 'Two', 'Three'].map((name) =>
        browser().post(`/api/invitations/${secret}/account`, { name, password: PASSWORD }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect([statuses[0], new Set(statuses.slice(1)).has(500)]).toEqual([200, false]);
    const owner = await signedIn('owner@acme.test');
    const { members } = (await owner.get('/api/orgs/acme/members')).body as MemberList;
    expect(members.filter(({ email }) => email === 'new@acme.test')).toHaveLength(1);
  });

  test('that is revoked while it is being accepted makes neither an account nor a member', async () => {
    const secret = await invite('new@acme.test');
    const deps = createDeps(env);
    const batch = deps.db.batch.bind(deps.db);
    deps.db.batch = async (statements) => {
      await db.update(invitations).set({ status: 'canceled' });
      return batch(statements);
    };
    const app = createApp(deps);
    const late = browser(async (request) => app.fetch(request));
    const answer = await late.post(`/api/invitations/${secret}/account`, {
      name: 'New',
      password: PASSWORD,
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'invitation-invalid' } });
    expect(await db.select().from(users).where(eq(users.email, 'new@acme.test'))).toEqual([]);
  });

  test.each(['jürgen@acme.test', 'a{b}@acme.test', 'x@bücher.example'])(
    'to %s, which nobody could sign in with, is refused at the field',
    async (email) => {
      const admin = await signedIn('admin@acme.test');
      const answer = await admin.post('/api/orgs/acme/invitations', { email, role: 'agent' });
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/email' }] } });
    },
  );

  test('joins a person who has an account once they are signed in, and nobody else', async () => {
    await makePerson('known@letterbox.test');
    const secret = await invite('known@letterbox.test');
    const stranger = await signedIn('owner@globex.test');
    expect((await stranger.post(`/api/invitations/${secret}/accept`, {})).status).toBe(404);
    const impostor = await browser().post(`/api/invitations/${secret}/account`, {
      name: 'X',
      password: PASSWORD,
    });
    expect(impostor).toMatchObject({ status: 409, body: { code: 'account-exists' } });
    const known = await signedIn('known@letterbox.test');
    expect((await known.post(`/api/invitations/${secret}/accept`, {})).status).toBe(200);
    expect((await known.get('/api/me')).body).toMatchObject({ organizations: [{ slug: 'acme' }] });
  });

  test('can’t be accepted by its id, which the admins of the tenant see', async () => {
    await invite('new@acme.test');
    const admin = await signedIn('admin@acme.test');
    const listed = (await admin.get('/api/orgs/acme/members')).body as {
      invitations: { id: string }[];
    };
    const id = listed.invitations[0]?.id ?? '';
    for (const secret of [id, `${id}.`, `${id}.AAAA`]) {
      expect((await browser().get(`/api/invitations/${secret}`)).status).toBe(404);
    }
  });

  test('is void once revoked, and another tenant can’t revoke it', async () => {
    const secret = await invite('new@acme.test');
    const admin = await signedIn('admin@acme.test');
    const foreign = await signedIn('admin@globex.test');
    const listed = (await admin.get('/api/orgs/acme/members')).body as {
      invitations: { id: string }[];
    };
    const id = listed.invitations[0]?.id ?? '';
    expect((await foreign.delete(`/api/orgs/globex/invitations/${id}`)).status).toBe(404);
    expect((await admin.delete(`/api/orgs/acme/invitations/${id}`)).status).toBe(204);
    expect((await browser().get(`/api/invitations/${secret}`)).status).toBe(404);
  });

  test('to be an owner comes from an owner only', async () => {
    const admin = await signedIn('admin@acme.test');
    const body = { email: 'new@acme.test', role: 'owner' };
    expect((await admin.post('/api/orgs/acme/invitations', body)).status).toBe(403);
    const owner = await signedIn('owner@acme.test');
    expect((await owner.post('/api/orgs/acme/invitations', body)).status).toBe(201);
  });

  test('to a member is refused', async () => {
    const owner = await signedIn('owner@acme.test');
    const body = { email: 'agent@acme.test', role: 'admin' };
    expect(await owner.post('/api/orgs/acme/invitations', body)).toMatchObject({
      status: 409,
      body: { code: 'already-member' },
    });
  });
});
