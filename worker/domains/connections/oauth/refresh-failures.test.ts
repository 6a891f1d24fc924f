import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import { createDeps } from '../../../deps.ts';
import { type OAuthClient, oauthClient } from '../../../platform/oauth/client.ts';
import { CAUSE } from '../../../testing/faulty-database.ts';
import {
  addFault,
  behave,
  clearFaults,
  clientOf,
  forgetCalls,
  providerCalled,
  revokeGrants,
} from '../../../testing/identity-provider.ts';
import { connectedInbox, inboxNow, rowNow } from '../../../testing/sign-in.ts';
import { expire, grantOf } from '../../../testing/stored-grant.ts';
import { askToken, opens, refreshes, tokenOf } from '../../../testing/tokens.ts';
import { type Watch, watchedDatabase } from '../../../testing/watched-database.ts';
import { type Browser, db, makeTenant, ORIGIN, signedIn } from '../../../testing/world.ts';
import { oauthTroubles } from '../tables.ts';
import { tokenKeeper } from './token-keeper.ts';

let owner: Browser;

beforeEach(async () => {
  await clearFaults();
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
});

const names = ['google', 'microsoft'] as const;
type Name = (typeof names)[number];

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const ALWAYS = 99;

type Changes = { client?: OAuthClient; database?: D1Database };

const impatient = (name: Name) => clientOf(name, 200);
/** Asks where nothing listens. */
const lost = (name: Name) =>
  oauthClient({ ...providerCalled(name), tokenEndpoint: 'http://127.0.0.1:9/' }, ORIGIN);

/** An inbox's keeper with a clock of its own, on the real database unless told otherwise. */
const keeperOf = ({ id }: Inbox, { client, database = env.DB }: Changes = {}) => {
  let at = Date.now();
  const deps = createDeps({ ...env, DB: database }, () => new Date(at));
  const oauth: typeof deps.oauth = (name) => {
    const made = deps.oauth(name);
    return made && { ...made, ...(client ? { client } : {}) };
  };
  return {
    ask: tokenKeeper({ ...deps, oauth, log: () => {} }, id),
    now: () => at,
    pass: (ms: number) => {
      at += ms;
    },
  };
};

const expiredInbox = async (name: Name): Promise<Inbox> => {
  const inbox = await connectedInbox(owner, name);
  await expire(inbox);
  await forgetCalls();
  return inbox;
};

const check = ({ id }: Inbox) => owner.post(`/api/orgs/acme/inboxes/${id}/checks`, {});

describe.each(names)('%s: a permission that has ended', (name) => {
  test('puts the inbox in error, and is not asked for again', async () => {
    const inbox = await expiredInbox(name);
    await revokeGrants(inbox.emailAddress);
    const before = await rowNow(inbox);
    const answer = await askToken(inbox.id, 'use');
    expect(answer).toMatchObject({ ok: false, reason: 'oauth_refresh_failed' });
    const row = await rowNow(inbox);
    expect(row).toMatchObject({ connectedAt: null, lastError: 'oauth_refresh_failed' });
    expect(row.disconnectedAt?.getTime()).toBeGreaterThanOrEqual(
      before.connectedAt?.getTime() ?? 0,
    );
    expect(await refreshes(name)).toBe(1);
    for (const purpose of ['use', 'doubt', 'use'] as const) {
      expect(await askToken(inbox.id, purpose)).toMatchObject({ reason: 'oauth_refresh_failed' });
    }
    expect(await refreshes(name)).toBe(1);
    expect(await rowNow(inbox)).toEqual(row);
  });

  test('gives no token any more, though the last one has not run out', async () => {
    const inbox = await connectedInbox(owner, name);
    await revokeGrants(inbox.emailAddress);
    expect((await check(inbox)).body).toMatchObject({
      ok: false,
      failure: { code: 'oauth_refresh_failed' },
    });
    expect(await askToken(inbox.id, 'use')).toMatchObject({ reason: 'oauth_refresh_failed' });
  });

  test('is mended by a check that the provider says yes to', async () => {
    const inbox = await expiredInbox(name);
    await addFault({ provider: name, endpoint: 'refresh', kind: 'invalid_grant' });
    await askToken(inbox.id, 'use');
    expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'error' });
    expect((await check(inbox)).body).toMatchObject({ ok: true });
    const mended = await rowNow(inbox);
    expect(mended).toMatchObject({ lastError: null, lastErrorAt: null, disconnectedAt: null });
    expect(mended.connectedAt).not.toBeNull();
    expect(await opens(name, await askToken(inbox.id, 'use'))).toMatchObject({ ok: true });
  });
});

const temporary = [
  ['429', 'provider-unavailable'],
  ['500', 'provider-unavailable'],
  ['503', 'provider-unavailable'],
  ['garbage', 'provider-unavailable'],
  ['invalid_client', 'client-misconfigured'],
  ['invalid_client_expired_secret', 'client-misconfigured'],
] as const;

describe.each(names)('%s: a failure that passes', (name) => {
  test.each(temporary)(
    '(%s) changes nothing and is not asked again at once',
    async (kind, reason) => {
      const inbox = await expiredInbox(name);
      const before = await rowNow(inbox);
      const { ask, pass } = keeperOf(inbox);
      await addFault({ provider: name, endpoint: 'refresh', kind });
      const failed = { ok: false, reason, retryAfterMs: SECOND_MS };
      expect(await ask('use')).toMatchObject(failed);
      pass(SECOND_MS - 1);
      expect(await ask('use')).toMatchObject({ ...failed, retryAfterMs: 1 });
      expect(await refreshes(name)).toBe(1);
      expect(await rowNow(inbox)).toEqual(before);
      pass(1);
      expect(await opens(name, await ask('use'))).toMatchObject({ ok: true });
      expect(await refreshes(name)).toBe(2);
    },
  );

  test('is waited for no longer than the deadline', async () => {
    const inbox = await expiredInbox(name);
    const before = await rowNow(inbox);
    await addFault({ provider: name, endpoint: 'refresh', kind: 'timeout' });
    const { ask } = keeperOf(inbox, { client: impatient(name) });
    expect(await ask('use')).toMatchObject({ reason: 'provider-unavailable', detail: 'timeout' });
    expect(await rowNow(inbox)).toEqual(before);
  });

  test('is also a provider that can’t be reached', async () => {
    const inbox = await expiredInbox(name);
    const before = await rowNow(inbox);
    const { ask } = keeperOf(inbox, { client: lost(name) });
    const failed = { reason: 'provider-unavailable', detail: 'unreachable' };
    expect(await ask('use')).toMatchObject({ ...failed, retryAfterMs: SECOND_MS });
    expect(await rowNow(inbox)).toEqual(before);
  });

  test('pauses twice as long each time, five minutes at most, until it is over', async () => {
    const inbox = await expiredInbox(name);
    const { ask, pass } = keeperOf(inbox);
    await addFault({ provider: name, endpoint: 'refresh', kind: '500', times: ALWAYS });
    const pauses = [];
    for (let failure = 1; failure <= 11; failure++) {
      const answer = await ask('use');
      const retryAfterMs = 'retryAfterMs' in answer ? answer.retryAfterMs : 0;
      pauses.push(retryAfterMs / SECOND_MS);
      pass(retryAfterMs);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    await clearFaults();
    tokenOf(await ask('use'));
    await expire(inbox);
    await addFault({ provider: name, endpoint: 'refresh', kind: '500' });
    expect(await ask('use')).toMatchObject({ ok: false, retryAfterMs: SECOND_MS });
  });

  test('does not keep an admin’s check from asking', async () => {
    const inbox = await expiredInbox(name);
    const { ask } = keeperOf(inbox);
    await addFault({ provider: name, endpoint: 'refresh', kind: '500' });
    expect(await ask('use')).toMatchObject({ reason: 'provider-unavailable' });
    expect(await ask('check')).toMatchObject({ ok: true });
  });
});

test('an app that the provider refuses is told to the operator, until it is mended', async () => {
  const inbox = await expiredInbox('microsoft');
  const { ask, pass } = keeperOf(inbox);
  const kind = 'invalid_client_expired_secret';
  await addFault({ provider: 'microsoft', endpoint: 'refresh', kind });
  await ask('use');
  expect(await db.select().from(oauthTroubles)).toMatchObject([{ provider: 'microsoft' }]);
  expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'connected' });
  pass(SECOND_MS);
  tokenOf(await ask('use'));
  expect(await db.select().from(oauthTroubles)).toEqual([]);
});

const WRITES_INBOX = /^update "inboxes"/i;
const WRITES_TROUBLE = /^(?:delete from|insert into) "oauth_troubles"/i;

/** The real database, of which the first `times` writes fail: before they are made, or after. */
const failing = (
  times: number,
  kind: 'before' | 'after' = 'before',
  writes = WRITES_INBOX,
): D1Database => {
  let left = times;
  const watch: Watch = async (trip) => {
    if (left === 0 || !trip.sql.some((sql) => writes.test(sql))) return trip.run();
    left -= 1;
    if (kind === 'after') await trip.run();
    throw new Error(CAUSE);
  };
  return watchedDatabase(env.DB, watch);
};

test('a note for the operator that can’t be written costs nobody a token', async () => {
  const inbox = await expiredInbox('google');
  const database = failing(ALWAYS, 'before', WRITES_TROUBLE);
  const { ask, pass } = keeperOf(inbox, { database });
  await addFault({ provider: 'google', endpoint: 'refresh', kind: 'invalid_client' });
  expect(await ask('use')).toMatchObject({ reason: 'client-misconfigured' });
  pass(SECOND_MS);
  expect(await opens('google', await ask('use'))).toMatchObject({ ok: true });
});

describe.each(names)('%s: a database that fails after the provider has answered', (name) => {
  beforeEach(() => behave({ rotation: 'strict-family' }));
  afterEach(() => behave({ rotation: 'keep-old' }));

  test.each([
    [1, 'before'],
    [2, 'before'],
    [1, 'after'],
    [2, 'after'],
  ] as const)('%i times, %s the write, loses no token', async (times, kind) => {
    const inbox = await expiredInbox(name);
    const { ask } = keeperOf(inbox, { database: failing(times, kind) });
    const answer = await ask('use');
    expect(await opens(name, answer)).toMatchObject({ ok: true });
    expect((await grantOf(inbox)).accessToken).toBe(tokenOf(answer).accessToken);
    await expire(inbox);
    expect(await opens(name, await keeperOf(inbox).ask('use'))).toMatchObject({ ok: true });
    expect(await refreshes(name)).toBe(2);
  });

  test('again and again costs no sign-in: the token is handed out, and stored as soon as that works', async () => {
    const inbox = await expiredInbox(name);
    const { ask } = keeperOf(inbox, { database: failing(3) });
    const answer = await ask('use');
    expect(await opens(name, answer)).toMatchObject({ ok: true });
    expect((await grantOf(inbox)).accessToken).not.toBe(tokenOf(answer).accessToken);
    expect(tokenOf(await ask('use')).accessToken).toBe(tokenOf(answer).accessToken);
    expect((await grantOf(inbox)).accessToken).toBe(tokenOf(answer).accessToken);
    expect(await refreshes(name)).toBe(1);
  });

  test('keeps the error of a refused grant, too', async () => {
    const inbox = await expiredInbox(name);
    await revokeGrants(inbox.emailAddress);
    const { ask } = keeperOf(inbox, { database: failing(2) });
    expect(await ask('use')).toMatchObject({ reason: 'oauth_refresh_failed' });
    expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'error' });
  });
});

describe('a token', () => {
  test('is doubted only after its first minute', async () => {
    const inbox = await connectedInbox(owner, 'google');
    await forgetCalls();
    const { ask, pass } = keeperOf(inbox);
    const { accessToken } = await grantOf(inbox);
    expect(tokenOf(await ask('doubt')).accessToken).toBe(accessToken);
    expect(await refreshes('google')).toBe(0);
    pass(MINUTE_MS);
    expect(tokenOf(await ask('doubt')).accessToken).not.toBe(accessToken);
    expect(tokenOf(await ask('doubt')).accessToken).not.toBe(accessToken);
    expect(await refreshes('google')).toBe(1);
  });

  test('is not given in its last minute', async () => {
    const inbox = await connectedInbox(owner, 'google');
    await forgetCalls();
    const { ask, now, pass } = keeperOf(inbox);
    pass((await grantOf(inbox)).expiresAt - now() - MINUTE_MS - 5 * SECOND_MS);
    tokenOf(await ask('use'));
    expect(await refreshes('google')).toBe(0);
    pass(6 * SECOND_MS);
    const { expiresAt } = tokenOf(await ask('use'));
    expect(await refreshes('google')).toBe(1);
    expect(expiresAt).toBe(new Date((await grantOf(inbox)).expiresAt).toISOString());
  });
});
