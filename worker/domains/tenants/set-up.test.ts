import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../app.ts';
import { createDeps } from '../../deps.ts';
import { browser, db, PASSWORD } from '../../testing/world.ts';
import { organizations, users } from './tables.ts';

const request = {
  token: env.SETUP_TOKEN,
  organization: { name: 'Acme Support', slug: 'acme' },
  owner: { name: 'Olive', email: 'olive@acme.test', password: PASSWORD },
};

describe('setting up a deployment', () => {
  test('makes the first tenant and its owner, who is signed in', async () => {
    const olive = browser();
    expect((await olive.get('/api/deployment')).body).toMatchObject({ setupOpen: true });
    expect(await olive.post('/api/setup', request)).toMatchObject({
      status: 201,
      body: { slug: 'acme' },
    });
    expect((await olive.get('/api/me')).body).toMatchObject({
      user: { email: 'olive@acme.test' },
      organizations: [{ slug: 'acme', name: 'Acme Support', role: 'owner' }],
    });
  });

  test('works once: the token is useless afterwards', async () => {
    await browser().post('/api/setup', request);
    const again = { ...request, organization: { name: 'Other', slug: 'other' } };
    expect(await browser().post('/api/setup', again)).toMatchObject({
      status: 409,
      body: { code: 'setup-closed' },
    });
    expect((await browser().get('/api/deployment')).body).toMatchObject({ setupOpen: false });
  });

  test('by several at once makes one tenant', async () => {
    const answers = await Promise.all(
      ['one', 'two', 'three', 'four'].map((slug) =>
        browser().post('/api/setup', {
          ...request,
          organization: { name: slug, slug },
          owner: { ...request.owner, email: `${slug}@acme.test` },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(await db.select().from(organizations)).toHaveLength(1);
    expect(await db.select().from(users)).toHaveLength(1);
  });

  test('with another token is refused and makes nothing', async () => {
    const answer = await browser().post('/api/setup', {
      ...request,
      token: 'a guess at the token',
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'setup-token-refused' } });
    expect(await db.select().from(organizations)).toEqual([]);
  });

  test('stays closed when the first tenant is gone', async () => {
    await browser().post('/api/setup', request);
    await db.delete(organizations);
    const other = { ...request, owner: { ...request.owner, email: 'other@acme.test' } };
    expect((await browser().post('/api/setup', other)).status).toBe(409);
  });

  test('can’t be guessed at without end', async () => {
    const guess = { ...request, token: 'a guess at the token' };
    const statuses: number[] = [];
    for (let at = 0; at < 21; at++)
      statuses.push((await browser().post('/api/setup', guess)).status);
    expect(statuses).toEqual([...Array(20).fill(403), 429]);
  });

  test.each(['jürgen@acme.test', 'a!b@acme.test'])(
    'for an owner who could not sign in as %s is refused before anything is made',
    async (email) => {
      const answer = await browser().post('/api/setup', {
        ...request,
        owner: { ...request.owner, email },
      });
      expect(answer.status).toBe(422);
      expect(await db.select().from(organizations)).toEqual([]);
    },
  );

  test('is closed where no token is configured', async () => {
    const app = createApp(createDeps({ ...env, SETUP_TOKEN: undefined }));
    const own = browser(async (asked) => app.fetch(asked));
    expect(await own.post('/api/setup', request)).toMatchObject({
      status: 409,
      body: { code: 'setup-not-configured' },
    });
  });

  test('names the fields that are not right', async () => {
    const answer = await browser().post('/api/setup', {
      token: env.SETUP_TOKEN,
      organization: { name: ' ', slug: 'sign-in' },
      owner: { name: 'Olive', email: 'olive', password: 'short' },
    });
    expect(answer.status).toBe(422);
    expect((answer.body as { errors: { pointer: string }[] }).errors.map((e) => e.pointer)).toEqual(
      ['#/organization/name', '#/organization/slug', '#/owner/email', '#/owner/password'],
    );
  });
});
