import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Browser,
  browser,
  db,
  IMAP_INBOX,
  makePerson,
  makeTenant,
  PASSWORD,
  signIn,
} from '../../testing/world.ts';
import { members, sessions, setups } from './tables.ts';

const OWNER = 'owner@acme.test';
const SIGNED_OUT = { status: 401, body: { code: 'signed-out' } };

beforeEach(async () => {
  await makeTenant('acme');
});

/** Another browser that holds the same cookies, as whoever planted or copied them does. */
const copyOf = (own: Browser): Browser => {
  const copy = browser();
  for (const [name, value] of own.cookies) copy.cookies.set(name, value);
  return copy;
};

const mailed = async (ask: () => Promise<unknown>): Promise<string> => {
  const lines: string[] = [];
  vi.spyOn(console, 'info').mockImplementation((line) => void lines.push(String(line)));
  await ask();
  vi.restoreAllMocks();
  return lines.join('\n');
};

const invite = async (email: string): Promise<string> => {
  const owner = await signIn(OWNER);
  const text = await mailed(() =>
    owner.post('/api/orgs/acme/invitations', { email, role: 'admin' }),
  );
  return /\/invitation\/([\w.-]+)/.exec(text)?.[1] ?? '';
};

const expectReplaced = async (own: Browser, before: Browser) => {
  expect([...own.cookies.values()]).not.toEqual([...before.cookies.values()]);
  expect((await own.get('/api/me')).status).toBe(200);
  expect(await before.get('/api/me')).toMatchObject(SIGNED_OUT);
};

describe('the cookie that a browser came with opens nothing any more', () => {
  test('once its person has signed in again', async () => {
    const own = await signIn(OWNER);
    const before = copyOf(own);
    await own.post('/api/auth/sign-in/email', { email: OWNER, password: PASSWORD });
    await expectReplaced(own, before);
  });

  test('once somebody else has signed in, who was given a planted one', async () => {
    const attacker = await signIn('viewer@acme.test');
    const victim = copyOf(attacker);
    await victim.post('/api/auth/sign-in/email', { email: OWNER, password: PASSWORD });
    expect((await victim.get('/api/me')).body).toMatchObject({ user: { email: OWNER } });
    await expectReplaced(victim, attacker);
  });

  test('once a mailed link has been opened', async () => {
    const own = await signIn(OWNER);
    const before = copyOf(own);
    const text = await mailed(() =>
      browser().post('/api/auth/sign-in/magic-link', { email: OWNER }),
    );
    const link = new URL(/https:[^\s"\\]+/.exec(text)?.[0] ?? '');
    await own.get(link.pathname + link.search);
    await expectReplaced(own, before);
  });

  test('once its person has a role in another organization', async () => {
    await makePerson('known@letterbox.test');
    const secret = await invite('known@letterbox.test');
    const own = await signIn('known@letterbox.test');
    const before = copyOf(own);
    const joined = await own.post(`/api/invitations/${secret}/accept`, {});
    expect(joined.status).toBe(200);
    const cookie = joined.headers.getSetCookie().at(-1);
    expect(cookie).toMatch(/^__Secure-letterbox\.session_token=.*HttpOnly.*Secure.*SameSite=Lax/i);
    expect(cookie).toMatch(/Max-Age=604800/);
    await expectReplaced(own, before);
    expect((await own.get('/api/orgs/acme/members')).status).toBe(200);
  });

  test('once an invited person has made their account', async () => {
    const secret = await invite('new@letterbox.test');
    const own = await signIn('viewer@acme.test');
    const before = copyOf(own);
    const person = { name: 'New', password: PASSWORD };
    expect((await own.post(`/api/invitations/${secret}/account`, person)).status).toBe(200);
    await expectReplaced(own, before);
  });

  test('once the first owner has set the deployment up', async () => {
    await db.delete(setups);
    await env.DB.exec('delete from organizations');
    await makePerson('known@letterbox.test');
    const own = await signIn('known@letterbox.test');
    const before = copyOf(own);
    const made = await own.post('/api/setup', {
      token: env.SETUP_TOKEN,
      organization: { name: 'First', slug: 'first' },
      owner: { name: 'Ada', email: 'ada@first.test', password: PASSWORD },
    });
    expect(made.status).toBe(201);
    await expectReplaced(own, before);
  });
});

test('a session outlives a sign-in that is refused, and a link that has been used', async () => {
  const own = await signIn(OWNER);
  const kept = copyOf(own);
  await own.post('/api/auth/sign-in/email', { email: OWNER, password: 'not the password' });
  await own.get('/api/auth/magic-link/verify?token=made-up&callbackURL=%2F');
  expect((await kept.get('/api/me')).status).toBe(200);
});

test('signing in elsewhere ends no other browser’s session', async () => {
  const own = await signIn(OWNER);
  await signIn(OWNER);
  expect((await own.get('/api/me')).status).toBe(200);
  expect(await db.$count(sessions)).toBe(2);
});

test('a session holds no role: one that was taken away counts at the next request', async () => {
  const admin = await signIn('admin@acme.test');
  expect((await admin.post('/api/orgs/acme/inboxes', IMAP_INBOX)).status).toBe(201);
  await db.update(members).set({ role: 'viewer' }).where(eq(members.userId, 'admin@acme.test'));
  const other = { ...IMAP_INBOX, emailAddress: 'other@acme.test' };
  expect(await admin.post('/api/orgs/acme/inboxes', other)).toMatchObject({
    status: 403,
    body: { code: 'role-forbids' },
  });
  await db.delete(members).where(eq(members.userId, 'admin@acme.test'));
  expect((await admin.get('/api/orgs/acme/inboxes')).status).toBe(404);
});
