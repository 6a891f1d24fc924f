import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createApp } from '../../app.ts';
import { everyMinute, takeBatch } from '../../background.ts';
import { createDeps, type Deps } from '../../deps.ts';
import { operations } from '../../operations.ts';
import { bothVault, NEW, newVault, OLD, oldVault } from '../../testing/rotation.ts';
import { idOf, inboxesByKey, sealedInboxes } from '../../testing/sealed-inboxes.ts';
import { watchedDatabase } from '../../testing/watched-database.ts';
import { type Browser, browser, db, makeTenant, signedIn } from '../../testing/world.ts';
import { inboxes } from '../inboxes/tables.ts';

const MINUTE_MS = 60_000;
const ONE_KEY = { ENCRYPTION_KEY: NEW, ENCRYPTION_KEYS_RETIRING: '' };
const OPERATOR_TOKEN = 'a-token-that-only-this-tests-operator-knows';

const { current: oldId } = await oldVault.keyIds();
const { current: newId } = await newVault.keyIds();

/** A deployment that begins to serve now, on a clock of its own, and what it did. */
const starting = (settings: Partial<Record<string, string>> = {}) => {
  let at = Date.now();
  const lines: { event: string; fields: unknown }[] = [];
  const sent: unknown[] = [];
  let asked = 0;
  const watched = watchedDatabase(env.DB, (trip) => {
    asked += trip.sql.filter((sql) => sql.includes('credentials_key_id')).length;
    return trip.run();
  });
  const token = OPERATOR_TOKEN;
  const made = createDeps({ ...env, OPERATOR_TOKEN: token, ...ONE_KEY, ...settings, DB: watched });
  const outbox = {
    send: async (bodies: readonly unknown[]) => void sent.push(...bodies),
    depth: async () => 0,
  };
  const deps: Deps = {
    ...made,
    now: () => new Date(at),
    log: (_level, event, fields = {}) => void lines.push({ event, fields }),
    queues: { checks: outbox, jobs: outbox },
  };
  const app = createApp(deps);
  return {
    ...{ deps, lines, sent, token },
    fetch: async (request: Request) => app.fetch(request),
    asked: () => asked,
    pass: (ms: number) => {
      at += ms;
    },
  };
};

const missing = (lines: { event: string; fields: unknown }[]) =>
  lines.filter(({ event }) => event === 'key-missing');

beforeEach(async () => {
  await makeTenant('acme', { inboxLimit: 100 });
  await (await sealedInboxes(oldVault, 3))();
});

describe('while a key is missing that stored credentials need', () => {
  test('every route but health and the operator’s answers 503, and says whose it is to mend', async () => {
    const { fetch } = starting();
    const someone: Browser = await signedIn('owner@acme.test', fetch);
    const excepted = (path: string) => path === '/api/health' || path.startsWith('/api/operator');
    const routes = operations.filter(({ path }) => !excepted(path));
    expect(routes.length).toBeGreaterThan(30);
    for (const { method, path } of routes) {
      const body = method === 'get' ? {} : { body: {} };
      const answer = await someone.send(method.toUpperCase(), path.replace(':org', 'acme'), body);
      expect(answer, path).toMatchObject({
        status: 503,
        body: {
          code: 'key-missing',
          title: 'This Letterbox is missing a key that it needs; its operator has to add it',
        },
      });
    }
    expect(await someone.get('/api/health')).toMatchObject({ status: 200 });
  });

  test('the log names the key, how many need it, and where to add it', async () => {
    const { fetch, lines } = starting();
    await browser(fetch).get('/api/deployment');
    const reason = '3 inboxes need it; add it to ENCRYPTION_KEYS_RETIRING';
    expect(missing(lines)).toEqual([{ event: 'key-missing', fields: { code: oldId, reason } }]);
  });

  test('the operator sees which', async () => {
    const { fetch, token } = starting();
    const headers = { authorization: `Bearer ${token}` };
    const answer = await browser(fetch).get('/api/operator/keys?counts=true', { headers });
    expect(answer).toMatchObject({
      status: 200,
      body: { current: newId, keys: [{ id: newId }, { id: oldId, role: 'missing', inboxes: 3 }] },
    });
  });

  test('cron does nothing, and checks that are queued are left undone', async () => {
    const { deps, sent } = starting();
    const before = await db.select().from(inboxes);
    await everyMinute(deps, deps.now());
    const ids = [idOf(0), idOf(1)];
    const acted: unknown[] = [];
    const batch = {
      ...{ queue: 'letterbox-checks', metadata: {} },
      messages: [{ id: '1', body: { kind: 'checks', run: null, ids } }],
      ackAll: () => void acted.push('ack'),
      retryAll: () => void acted.push('retry'),
    };
    await takeBatch(deps, batch as unknown as MessageBatch);
    expect(acted).toEqual(['ack']);
    expect(sent).toEqual([]);
    expect(await db.select().from(inboxes)).toEqual(before);
  });

  test('it is looked for again every minute, and served as soon as nothing needs it', async () => {
    const { fetch, pass, asked, lines } = starting();
    const someone = browser(fetch);
    const status = async () => (await someone.get('/api/deployment')).status;
    expect(await status()).toBe(503);
    const once = asked();
    await db.update(inboxes).set({
      ...{ credentialsEncrypted: null, credentialsKeyId: null, connectedAt: null },
    });
    pass(MINUTE_MS - 1);
    expect(await status()).toBe(503);
    expect(asked()).toBe(once);
    pass(1);
    expect(await status()).toBe(200);
    expect(missing(lines)).toHaveLength(1);
  });
});

describe('nothing is missing', () => {
  test('where the key is there to open with, which is found out every five minutes', async () => {
    const { fetch, asked, pass } = starting({ ENCRYPTION_KEY: NEW, ENCRYPTION_KEYS_RETIRING: OLD });
    const someone = browser(fetch);
    expect((await someone.get('/api/deployment')).status).toBe(200);
    expect(asked()).toBe(1);
    pass(4 * MINUTE_MS);
    expect((await someone.get('/api/deployment')).status).toBe(200);
    expect(asked()).toBe(1);
    pass(2 * MINUTE_MS);
    expect((await someone.get('/api/deployment')).status).toBe(200);
    expect(asked()).toBe(2);
  });

  test.each([
    ['plain text', 'hunter2'],
    [
      'an envelope that names a key nobody has',
      'v1.0badf00d.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA',
    ],
  ])('where one inbox holds %s: that is its own trouble', async (_what, stored) => {
    await (await sealedInboxes(bothVault, 3))();
    const of = eq(inboxes.id, idOf(1));
    await db.update(inboxes).set({ credentialsEncrypted: stored }).where(of);
    const { fetch } = starting();
    const someone = await signedIn('owner@acme.test', fetch);
    const found = await someone.get(`/api/orgs/acme/inboxes/${idOf(1)}`);
    expect(found).toMatchObject({ status: 200 });
    expect(found.text).not.toContain(stored);
    expect((await someone.get(`/api/orgs/acme/inboxes/${idOf(0)}`)).status).toBe(200);
    expect(await inboxesByKey()).toEqual({ [newId]: 3 });
  });

  test('that could be found out while the database is away: then nobody is served, and it is asked again', async () => {
    let isAway = true;
    const away = watchedDatabase(env.DB, (trip) => {
      if (isAway) throw new Error('D1_ERROR: away');
      return trip.run();
    });
    const log = vi.fn<Deps['log']>();
    const deps = { ...createDeps({ ...env, ENCRYPTION_KEY: OLD, DB: away }), log };
    const app = createApp(deps);
    const someone = browser(async (request) => app.fetch(request));
    expect((await someone.get('/api/deployment')).status).toBe(500);
    isAway = false;
    expect((await someone.get('/api/deployment')).status).toBe(200);
  });
});
