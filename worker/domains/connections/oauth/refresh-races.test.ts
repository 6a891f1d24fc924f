import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import { createApp } from '../../../app.ts';
import { createDeps } from '../../../deps.ts';
import {
  behave,
  clearFaults,
  forgetCalls,
  revokeGrants,
} from '../../../testing/identity-provider.ts';
import { connectedInbox, inboxNow, rowNow, signInAt } from '../../../testing/sign-in.ts';
import { slowRefreshes } from '../../../testing/slow-provider.ts';
import { changeGrant, expire, grantOf } from '../../../testing/stored-grant.ts';
import { askToken, opens, refreshes, tokenOf } from '../../../testing/tokens.ts';
import { type Browser, makeTenant, signedIn } from '../../../testing/world.ts';
import type { InboxGrant } from '../../inboxes/grant.ts';

let owner: Browser;

beforeEach(async () => {
  await clearFaults();
  await behave({ rotation: 'strict-family' });
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
});
afterEach(() => behave({ rotation: 'keep-old' }));

const names = ['google', 'microsoft'] as const;
type Name = (typeof names)[number];

const CALLERS = 20;
// By then a call within this machine has arrived.
const ARRIVED_MS = 1_000;

const pathOf = ({ id }: Inbox) => `/api/orgs/acme/inboxes/${id}`;
const use = (inbox: Inbox) => askToken(inbox.id, 'use');

/** Lets something happen while the provider's answer to a refresh is on its way to us. */
const duringRefresh = async (name: Name, inbox: Inbox, meanwhile: () => Promise<unknown>) => {
  await expire(inbox);
  const slow = slowRefreshes(name);
  const answer = use(inbox);
  await slow.decided();
  await meanwhile();
  slow.letThrough();
  return answer;
};

/** A person whose requests are counted when they ask for a token, on their way to the Durable Object. */
const countedAdmin = async () => {
  let asked = 0;
  const deps = createDeps(env);
  const app = createApp({
    ...deps,
    tokens: (id, purpose) => {
      asked += 1;
      return deps.tokens(id, purpose);
    },
  });
  const admin = await signedIn('admin@acme.test', async (request) => app.fetch(request));
  return { admin, asked: () => asked };
};

describe.each(names)('%s: many at once', (name) => {
  const round = async (inbox: Inbox) => {
    await expire(inbox);
    await forgetCalls();
    const answers = await Promise.all(Array.from({ length: CALLERS }, () => use(inbox)));
    expect(await refreshes(name)).toBe(1);
    const given = new Set(answers.map((answer) => tokenOf(answer).accessToken));
    expect(given).toEqual(new Set([(await grantOf(inbox)).accessToken]));
    expect(await opens(name, await use(inbox))).toMatchObject({ ok: true });
  };

  test('share one refresh, whose tokens are stored, and do for the next one', async () => {
    const inbox = await connectedInbox(owner, name);
    const first = await grantOf(inbox);
    await round(inbox);
    const second = await grantOf(inbox);
    await round(inbox);
    const third = await grantOf(inbox);
    const isRotating = name === 'microsoft';
    expect(new Set([first, second, third].map((one) => one.refreshToken)).size).toBe(
      isRotating ? 3 : 1,
    );
    expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'connected', lastError: null });
  });

  test('share it with an admin’s checks', async () => {
    const inbox = await connectedInbox(owner, name);
    await expire(inbox);
    await forgetCalls();
    const { admin, asked } = await countedAdmin();
    const slow = slowRefreshes(name);
    const uses = Array.from({ length: CALLERS - 4 }, () => use(inbox));
    const doubt = askToken(inbox.id, 'doubt');
    const checks = Array.from({ length: 3 }, () => admin.post(`${pathOf(inbox)}/checks`, {}));
    await slow.decided();
    await vi.waitUntil(() => asked() === 3, { timeout: 30_000 });
    await new Promise((resolve) => {
      setTimeout(resolve, ARRIVED_MS);
    });
    slow.letThrough();
    const answers = await Promise.all([...uses, doubt]);
    expect(new Set(answers.map((answer) => tokenOf(answer).accessToken)).size).toBe(1);
    for (const check of await Promise.all(checks)) {
      expect(check).toMatchObject({ status: 200, body: { ok: true, failure: null } });
    }
    expect(await refreshes(name)).toBe(1);
  });

  test('are all told of a permission that has ended, after asking once', async () => {
    const inbox = await connectedInbox(owner, name);
    await revokeGrants(inbox.emailAddress);
    await expire(inbox);
    await forgetCalls();
    const answers = await Promise.all(Array.from({ length: CALLERS }, () => use(inbox)));
    for (const answer of answers) {
      expect(answer).toMatchObject({ ok: false, reason: 'oauth_refresh_failed' });
    }
    expect(await refreshes(name)).toBe(1);
  });
});

describe.each(names)('%s: a refresh that is overtaken', (name) => {
  test('by a disconnect leaves the inbox disconnected, without a token', async () => {
    const inbox = await connectedInbox(owner, name);
    const answer = await duringRefresh(name, inbox, async () => {
      expect((await owner.post(`${pathOf(inbox)}/disconnect`, {})).status).toBe(200);
    });
    expect(answer).toEqual({ ok: false, reason: 'not-connected' });
    expect(await rowNow(inbox)).toMatchObject({
      credentialsEncrypted: null,
      credentialsKeyId: null,
      connectedAt: null,
      lastError: null,
    });
    expect(await use(inbox)).toEqual({ ok: false, reason: 'not-connected' });
  });

  test('by a new sign-in leaves the new grant, and gives its token', async () => {
    const inbox = await connectedInbox(owner, name);
    const fresh: InboxGrant[] = [];
    const answer = await duringRefresh(name, inbox, async () => {
      expect(await signInAt(owner, name, inbox)).toMatchObject({ outcome: 'connected' });
      fresh.push(await grantOf(inbox));
    });
    expect([await grantOf(inbox)]).toEqual(fresh);
    expect(tokenOf(answer).accessToken).toBe(fresh[0]?.accessToken);
    expect(await opens(name, answer)).toMatchObject({ ok: true });
  });

  test('by a new envelope for the same grant, as under another key, stores what it was given', async () => {
    const inbox = await connectedInbox(owner, name);
    await forgetCalls();
    const answer = await duringRefresh(name, inbox, () => changeGrant(inbox, {}));
    expect(await opens(name, answer)).toMatchObject({ ok: true });
    expect((await grantOf(inbox)).accessToken).toBe(tokenOf(answer).accessToken);
    await expire(inbox);
    expect(await opens(name, await use(inbox))).toMatchObject({ ok: true });
    expect(await refreshes(name)).toBe(2);
  });

  test('by a new sign-in leaves it connected also when the provider has refused the old grant', async () => {
    const inbox = await connectedInbox(owner, name);
    await revokeGrants(inbox.emailAddress);
    const answer = await duringRefresh(name, inbox, () => signInAt(owner, name, inbox));
    expect(await opens(name, answer)).toMatchObject({ ok: true });
    expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'connected', lastError: null });
  });

  test('by a disconnect sets no error when the provider has refused the grant', async () => {
    const inbox = await connectedInbox(owner, name);
    await revokeGrants(inbox.emailAddress);
    const disconnect = () => owner.post(`${pathOf(inbox)}/disconnect`, {});
    expect(await duringRefresh(name, inbox, disconnect)).toMatchObject({ reason: 'not-connected' });
    expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'disconnected', lastError: null });
  });

  test('by an archiving loses no token: restored, the inbox still works', async () => {
    const inbox = await connectedInbox(owner, name);
    await duringRefresh(name, inbox, () => owner.post(`${pathOf(inbox)}/archive`, {}));
    expect(await use(inbox)).toEqual({ ok: false, reason: 'inbox-archived' });
    expect((await rowNow(inbox)).archivedAt).not.toBeNull();
    await owner.post(`${pathOf(inbox)}/restore`, {});
    await expire(inbox);
    expect(await opens(name, await use(inbox))).toMatchObject({ ok: true });
  });

  test('by a deletion leaves no token behind', async () => {
    const inbox = await connectedInbox(owner, name);
    const answer = await duringRefresh(name, inbox, async () => {
      expect((await owner.delete(pathOf(inbox))).status).toBe(204);
    });
    expect(answer).toEqual({ ok: false, reason: 'not-found' });
    expect((await rowNow(inbox)).credentialsEncrypted).toBeNull();
  });

  test('by a new name keeps both, the name and the token', async () => {
    const inbox = await connectedInbox(owner, name);
    const answer = await duringRefresh(name, inbox, async () => {
      expect((await owner.patch(pathOf(inbox), { name: 'Renamed' })).status).toBe(200);
    });
    expect(await inboxNow(owner, inbox)).toMatchObject({
      name: 'Renamed',
      version: inbox.version + 1,
      status: 'connected',
    });
    expect((await grantOf(inbox)).accessToken).toBe(tokenOf(answer).accessToken);
  });
});

test('a check that is overtaken by a disconnect changes nothing', async () => {
  const inbox = await connectedInbox(owner, 'google');
  const slow = slowRefreshes('google');
  const checking = owner.post(`${pathOf(inbox)}/checks`, {});
  await slow.decided();
  await owner.post(`${pathOf(inbox)}/disconnect`, {});
  const disconnected = await rowNow(inbox);
  slow.letThrough();
  expect(await checking).toMatchObject({ status: 409, body: { code: 'not-connected' } });
  expect(await rowNow(inbox)).toEqual(disconnected);
});

describe('a check', () => {
  test('asks the provider, though others are given the stored token at that moment', async () => {
    const inbox = await connectedInbox(owner, 'google');
    await forgetCalls();
    const [, check] = await Promise.all([use(inbox), askToken(inbox.id, 'check'), use(inbox)]);
    expect(await refreshes('google')).toBe(1);
    expect((await grantOf(inbox)).accessToken).toBe(tokenOf(check).accessToken);
  });

  test('keeps nobody waiting for a token that is still good', async () => {
    const inbox = await connectedInbox(owner, 'google');
    const { accessToken } = await grantOf(inbox);
    const slow = slowRefreshes('google');
    const checking = owner.post(`${pathOf(inbox)}/checks`, {});
    await slow.decided();
    expect(tokenOf(await use(inbox)).accessToken).toBe(accessToken);
    slow.letThrough();
    expect((await checking).body).toMatchObject({ ok: true });
  });
});

test('one inbox does not wait for another’s provider', async () => {
  const waiting = await connectedInbox(owner, 'google');
  const other = await connectedInbox(owner, 'microsoft');
  await expire(other);
  await duringRefresh('google', waiting, async () => {
    expect(await opens('microsoft', await use(other))).toMatchObject({ ok: true });
  });
});
