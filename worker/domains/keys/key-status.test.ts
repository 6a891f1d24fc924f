import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../app.ts';
import { createDeps } from '../../deps.ts';
import { NEW, newVault, OLD, oldVault, rotating } from '../../testing/rotation.ts';
import { idOf, sealedInboxes } from '../../testing/sealed-inboxes.ts';
import { watchedDatabase } from '../../testing/watched-database.ts';
import { browser, db, makeTenant } from '../../testing/world.ts';
import { oauthResults, oauthTransactions } from '../connections/tables.ts';
import { keyStatus } from './key-status.ts';
import { keysInUse } from './keys-in-use.ts';
import { takeReseal } from './take-reseal.ts';

const { current: oldId } = await oldVault.keyIds();
const { current: newId } = await newVault.keyIds();

const TOKEN = 'a-token-that-only-this-tests-operator-knows';
const MINUTE_MS = 60_000;

beforeEach(() => makeTenant('acme', { inboxLimit: 100_000 }));

const serving = (settings: Partial<Record<string, string>>) => {
  const deps = { ...createDeps({ ...env, ...settings }), log: () => {} };
  const app = createApp(deps);
  return browser(async (request) => app.fetch(request));
};
const BOTH = { ENCRYPTION_KEY: NEW, ENCRYPTION_KEYS_RETIRING: OLD };
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

const idle = { unreadable: 0, resealed: 0, running: false, finishedAt: null };

test('before, during and after: how many under each key, how far, and what may go', async () => {
  await (await sealedInboxes(oldVault, 450))();
  const world = rotating();
  const status = () => keyStatus(world.deps, { counts: true });
  const none = { id: newId, role: 'current', shortLived: 0, safeToRetire: false, ...idle };
  const retiring = { id: oldId, role: 'retiring', shortLived: 0, safeToRetire: false };
  expect(await status()).toEqual({
    current: newId,
    keys: [
      { ...none, inboxes: 0, total: 0 },
      { ...retiring, ...idle, inboxes: 450, total: 450 },
    ],
  });
  await world.tick();
  await takeReseal(world.deps, world.waiting.shift());
  expect(await status()).toEqual({
    current: newId,
    keys: [
      { ...none, inboxes: 200, total: 200 },
      { ...retiring, ...idle, inboxes: 250, total: 450, resealed: 200, running: true },
    ],
  });
  await world.deliver();
  expect(await status()).toEqual({
    current: newId,
    keys: [
      { ...none, inboxes: 450, total: 450 },
      {
        ...{ ...retiring, ...idle, inboxes: 0, total: 450, resealed: 450, safeToRetire: true },
        finishedAt: world.deps.now().toISOString(),
      },
    ],
  });
});

test('a key is not safe to retire while a pass over it is under way, though nothing is left', async () => {
  await (await sealedInboxes(oldVault, 200))();
  const world = rotating();
  await world.tick();
  await takeReseal(world.deps, world.waiting.shift());
  const { keys } = await keyStatus(world.deps, { counts: true });
  expect(keys[1]).toMatchObject({ inboxes: 0, running: true, safeToRetire: false });
});

describe('a sign-in at a provider that can still be finished', () => {
  const envelope = async () =>
    (
      await oldVault.seal('secret', {
        tenant: 'acme',
        inbox: idOf(0),
        purpose: 'oauth-transaction',
      })
    ).envelope;

  const begin = async (expiresInMs: number, usedAt: Date | null = null) => {
    const now = new Date();
    await db.insert(oauthTransactions).values({
      ...{
        stateHash: crypto.randomUUID(),
        tenant: 'acme',
        inbox: idOf(0),
        person: 'p',
        session: 's',
      },
      ...{ provider: 'google', sealed: usedAt ? '' : await envelope(), returnTo: 'inbox' },
      ...{ createdAt: now, expiresAt: new Date(now.getTime() + expiresInMs), usedAt },
    });
  };

  const waitFor = async (pendingInMs: number) => {
    const now = new Date();
    const later = (ms: number) => new Date(now.getTime() + ms);
    await db.insert(oauthResults).values({
      ...{ id: crypto.randomUUID(), tenant: 'acme', inbox: idOf(0), person: 'p' },
      ...{ provider: 'google', outcome: 'address-differs', expected: 'a@acme.test' },
      ...{ pending: await envelope(), pendingUntil: later(pendingInMs) },
      ...{ createdAt: now, expiresAt: later(60 * MINUTE_MS) },
    });
  };

  const old = async () => {
    const { deps } = rotating();
    return (await keyStatus(deps, { counts: true })).keys.find(({ id }) => id === oldId);
  };

  test('still needs its key, whether it is under way or waits to be accepted', async () => {
    await begin(MINUTE_MS);
    await waitFor(MINUTE_MS);
    expect(await old()).toMatchObject({ inboxes: 0, shortLived: 2, safeToRetire: false });
  });

  test('needs it no longer when it is used or over', async () => {
    await begin(-1);
    await begin(MINUTE_MS, new Date());
    await waitFor(-1);
    expect(await old()).toMatchObject({ inboxes: 0, shortLived: 0, safeToRetire: true });
  });
});

describe('asked without counts', () => {
  test('it tells what may go all the same', async () => {
    await (await sealedInboxes(oldVault, 5))();
    const world = rotating();
    const before = await keyStatus(world.deps);
    expect(before.keys[1]).toMatchObject({ inboxes: null, total: null, safeToRetire: false });
    await world.minute();
    const after = await keyStatus(world.deps);
    expect(after.keys[1]).toMatchObject({ inboxes: 0, total: 5, safeToRetire: true });
  });

  test('the ids are found in a few rows, however many inboxes there are', async () => {
    const read = async () => {
      let rows = 0;
      const counted = watchedDatabase(env.DB, async (trip) => {
        const answer = await trip.run();
        rows += (answer as { meta?: { rows_read: number } }).meta?.rows_read ?? 0;
        return answer;
      });
      const found = await keysInUse(createDeps({ ...env, DB: counted }).db);
      return { found, rows };
    };
    await (await sealedInboxes(oldVault, 20))();
    const few = await read();
    await (await sealedInboxes(oldVault, 2000))();
    const many = await read();
    expect(many).toEqual({ found: [oldId], rows: few.rows });
    expect(many.rows).toBeGreaterThan(0);
  });
});

describe('GET /api/operator/keys', () => {
  test('is not there where the deployment has no operator’s token', async () => {
    const answer = await serving(BOTH).get('/api/operator/keys', bearer(''));
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  test.each([
    ['no token', {}],
    ['another', bearer('another-token-of-the-same-length-as-ours-is')],
    ['none after the word', bearer('')],
    ['a part of it', bearer(TOKEN.slice(0, -1))],
    ['it without the word', { headers: { authorization: TOKEN } }],
    ['another scheme', { headers: { authorization: `Basic ${TOKEN}` } }],
  ])('answers 401 to %s', async (_what, given) => {
    const own = serving({ ...BOTH, OPERATOR_TOKEN: TOKEN });
    const answer = await own.get('/api/operator/keys', given);
    expect(answer).toMatchObject({ status: 401, body: { code: 'signed-out' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.text).not.toContain(oldId);
  });

  test('counts for who asks for it', async () => {
    await (await sealedInboxes(oldVault, 3))();
    const own = serving({ ...BOTH, OPERATOR_TOKEN: TOKEN });
    const plain = await own.get('/api/operator/keys', bearer(TOKEN));
    expect(plain.body).toMatchObject({ current: newId, keys: [{ inboxes: 0 }, { inboxes: null }] });
    const counted = await own.get('/api/operator/keys?counts=true', bearer(TOKEN));
    expect(counted.body).toMatchObject({ current: newId, keys: [{ inboxes: 0 }, { inboxes: 3 }] });
    expect((await own.get('/api/operator/keys?counts=all', bearer(TOKEN))).status).toBe(422);
  });

  test('tells no key, only what it is called', async () => {
    const own = serving({ ...BOTH, OPERATOR_TOKEN: TOKEN });
    const { text } = await own.get('/api/operator/keys?counts=true', bearer(TOKEN));
    for (const secret of [NEW, OLD, TOKEN]) expect(text).not.toContain(secret);
  });
});
