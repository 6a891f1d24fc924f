import { env, exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createApp } from '../../app.ts';
import { createDeps } from '../../deps.ts';
import {
  browser,
  db,
  makePerson,
  makeTenant,
  ORIGIN,
  PASSWORD,
  signIn,
} from '../../testing/world.ts';
import { sessions } from './tables.ts';

const OWNER = 'owner@acme.test';

beforeEach(async () => {
  await makeTenant('acme');
});

const mails = () => vi.spyOn(console, 'info').mockImplementation(() => {});
const lastMail = (spy: ReturnType<typeof mails>) =>
  spy.mock.calls
    .map(([line]) => JSON.parse(String(line)) as { event: string; to: string; text: string })
    .findLast(({ event }) => event === 'mail');

describe('signing in', () => {
  test('with the right password shows who one is and where one belongs', async () => {
    const owner = await signIn(OWNER);
    const answer = await owner.get('/api/me');
    expect(answer).toMatchObject({
      status: 200,
      body: { user: { email: OWNER }, organizations: [{ slug: 'acme', role: 'owner' }] },
    });
  });

  test.each([
    ['a wrong password', { email: OWNER, password: 'not the password' }],
    ['an unknown address', { email: 'nobody@acme.test', password: PASSWORD }],
  ])('with %s is refused in the same words', async (_, body) => {
    const answer = await browser().post('/api/auth/sign-in/email', body);
    expect(answer).toMatchObject({ status: 401, body: { code: 'sign-in-refused' } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  test.each(['{', '', '[]', '{"email":5}'])(
    'with the body %j is refused as input',
    async (text) => {
      const headers = { 'content-type': 'application/json', origin: ORIGIN };
      for (const path of ['sign-in/email', 'sign-in/magic-link']) {
        const answer = await exports.default.fetch(
          new Request(`${ORIGIN}/api/auth/${path}`, { method: 'POST', headers, body: text }),
        );
        expect([400, 422]).toContain(answer.status);
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
      }
    },
  );

  test('keeps the cookie from scripts, other sites and plain HTTP', async () => {
    const answer = await browser().post('/api/auth/sign-in/email', {
      email: OWNER,
      password: PASSWORD,
    });
    const cookie = answer.headers.getSetCookie().find((one) => one.includes('session_token'));
    expect(cookie).toMatch(/^__Secure-.*HttpOnly/i);
    expect(cookie).toMatch(/Secure/);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(answer.body).toEqual({});
  });

  test('gives a new session each time', async () => {
    const first = await signIn(OWNER);
    const second = await signIn(OWNER);
    expect([...first.cookies.values()]).not.toEqual([...second.cookies.values()]);
  });

  test('is limited: guessing runs into 429 with Retry-After', async () => {
    const body = { email: OWNER, password: 'a guess that is wrong' };
    const headers = { 'cf-connecting-ip': '192.0.2.1' };
    const guess = (at: number) =>
      browser().post('/api/auth/sign-in/email', { ...body, email: `p${at}@acme.test` }, headers);
    const statuses: number[] = [];
    for (let at = 0; at < 30; at++) statuses.push((await guess(at)).status);
    expect(statuses).toEqual(Array(30).fill(401));
    const last = await guess(30);
    expect(last).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('to one account is limited wherever the guesses come from, and a right one forgets them', async () => {
    const guess = (at: number, password: string) =>
      browser().post(
        '/api/auth/sign-in/email',
        { email: OWNER, password },
        { 'cf-connecting-ip': `192.0.2.${at}` },
      );
    for (let at = 0; at < 10; at++) await guess(at, 'a guess that is wrong');
    expect((await guess(10, PASSWORD)).status).toBe(200);
    const statuses: number[] = [];
    for (let at = 11; at < 32; at++) statuses.push((await guess(at, 'another guess')).status);
    expect(statuses).toEqual([...Array(20).fill(401), 429]);
  });

  test('up is not possible, nor is anything else that better-auth could do', async () => {
    for (const path of ['sign-up/email', 'organization/create', 'list-sessions', 'update-user']) {
      expect(
        await browser().post(`/api/auth/${path}`, {
          email: 'a@b.test',
          password: PASSWORD,
          name: 'A',
        }),
      ).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });
});

describe('a session', () => {
  test('that is in use is prolonged in the browser too', async () => {
    const owner = await signIn(OWNER);
    const soon = new Date(Date.now() + 4 * 24 * 3600 * 1000);
    await db.update(sessions).set({ expiresAt: soon });
    const { headers } = await owner.get('/api/me');
    expect(headers.getSetCookie().join()).toMatch(/session_token=.*Max-Age=604800/i);
  });

  test('ends at once when signing out, for a copied cookie too', async () => {
    const owner = await signIn(OWNER);
    const copy = browser();
    for (const [name, value] of owner.cookies) copy.cookies.set(name, value);
    await owner.post('/api/auth/sign-out', {});
    expect(await copy.get('/api/me')).toMatchObject({ status: 401, body: { code: 'signed-out' } });
  });

  test('ends when AUTH_SECRET is changed', async () => {
    const owner = await signIn(OWNER);
    const rotated = createApp(
      createDeps({ ...env, AUTH_SECRET: 'another secret, 32 characters long' }),
    );
    const later = browser(async (request) => rotated.fetch(request));
    for (const [name, value] of owner.cookies) later.cookies.set(name, value);
    expect((await later.get('/api/me')).status).toBe(401);
  });

  test('can’t be made up', async () => {
    const forger = browser();
    forger.cookies.set('__Secure-letterbox.session_token', 'abc.def');
    expect((await forger.get('/api/me')).status).toBe(401);
  });
});

describe('a sign-in link', () => {
  test('is mailed, signs in once, and leads to our own pages only', async () => {
    const spy = mails();
    const asked = await browser().post('/api/auth/sign-in/magic-link', {
      email: OWNER,
      callbackURL: 'https://evil.test/',
    });
    expect(asked.status).toBe(200);
    const link = new URL(/https:\S+/.exec(lastMail(spy)?.text ?? '')?.[0] ?? '');
    expect(link.origin).toBe(ORIGIN);
    spy.mockRestore();

    const own = browser();
    const opened = await own.get(link.pathname + link.search);
    expect([opened.status, opened.headers.get('location')]).toEqual([302, `${ORIGIN}/`]);
    expect((await own.get('/api/me')).status).toBe(200);

    const again = await browser().get(link.pathname + link.search);
    expect(again.headers.get('location')).toMatch(/\/sign-in\?error=/);
  });

  test('is answered alike for an unknown address, and nothing is mailed', async () => {
    const spy = mails();
    const known = await browser().post('/api/auth/sign-in/magic-link', { email: OWNER });
    const unknown = await browser().post('/api/auth/sign-in/magic-link', { email: 'x@acme.test' });
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    expect(lastMail(spy)?.to).toBe(OWNER);
    spy.mockRestore();
  });

  test('is not offered by a deployment that can’t send mail', async () => {
    const { MAILER: _, ...rest } = { ...env, MAILER: undefined };
    const app = createApp(createDeps(rest));
    const own = browser(async (request) => app.fetch(request));
    expect((await own.get('/api/deployment')).body).toMatchObject({ magicLink: false });
    expect(await own.post('/api/auth/sign-in/magic-link', { email: OWNER })).toMatchObject({
      status: 409,
      body: { code: 'mail-not-configured' },
    });
  });
});

describe('a request from elsewhere', () => {
  test('is refused when its Origin is foreign or, with a cookie, missing', async () => {
    const owner = await signIn(OWNER);
    const cookie = [...owner.cookies].map((one) => one.join('=')).join('; ');
    const body = { name: 'x', emailAddress: 'x@acme.test', connectionType: 'imap' };
    for (const origin of ['https://evil.test', 'null', 'https://letterbox.test.evil.test']) {
      expect(await owner.post('/api/orgs/acme/inboxes', body, { origin })).toMatchObject({
        status: 403,
        body: { code: 'foreign-origin' },
      });
    }
    const bare = await browser().send('POST', '/api/orgs/acme/inboxes', {
      body,
      headers: { cookie, origin: '' },
    });
    expect(bare.status).toBe(403);
  });

  test('can’t be a form: bodies are JSON', async () => {
    const owner = await signIn(OWNER);
    const answer = await owner.post('/api/orgs/acme/inboxes', {}, { 'content-type': 'text/plain' });
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
  });
});

test('a person who belongs nowhere has no organizations', async () => {
  await makePerson('nobody@letterbox.test');
  const nobody = await signIn('nobody@letterbox.test');
  expect((await nobody.get('/api/me')).body).toMatchObject({ organizations: [] });
});
