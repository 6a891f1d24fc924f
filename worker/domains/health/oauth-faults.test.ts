import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../contract/inbox.ts';
import type { OAuthProviderStates } from '../../../contract/oauth.ts';
import { INBOXES } from '../../testing/acme-inbox.ts';
import {
  allIncidents,
  type CheckedWorld,
  checkedWorld,
  inboxAt,
  rowOf,
  troublesAt,
} from '../../testing/checked-world.ts';
import {
  addFault,
  calls,
  clearFaults,
  forgetCalls,
  providerCalled,
  revokeGrants,
} from '../../testing/identity-provider.ts';
import { connectedInbox, signInAt, usualInbox } from '../../testing/sign-in.ts';
import { slowRefreshes } from '../../testing/slow-provider.ts';
import { expire, grantOf } from '../../testing/stored-grant.ts';
import { db } from '../../testing/world.ts';
import { outages } from '../connections/tables.ts';
import { inboxes } from '../inboxes/tables.ts';

const ACCOUNT = usualInbox.google.emailAddress;

let world: CheckedWorld;
let inbox: Inbox;
beforeEach(async () => {
  world = await checkedWorld();
  inbox = await connectedInbox(world.admin, 'google');
  await forgetCalls();
});
afterEach(clearFaults);

/** Checks the inbox in the background, and waits until that is over. */
const check = async () => {
  const before = world.told('checks');
  await world.put({ kind: 'checks', part: null, ids: [inbox.id] });
  await world.until(() => expect(world.told('checks')).toBe(before + 1));
};
const isUntouched = async () => {
  expect(await allIncidents()).toEqual([]);
  expect(await inboxAt(world.admin, inbox.id)).toMatchObject({
    ...{ status: 'connected', failing: null },
    connectedAt: inbox.connectedAt,
  });
};
const googlesState = async () => {
  const answer = await world.admin.get('/api/orgs/acme/oauth-providers');
  return (answer.body as OAuthProviderStates).providers.find(
    ({ provider }) => provider === 'google',
  );
};

describe('an inbox that is signed in at Google', () => {
  test('is checked without a refresh while its token is good, by opening its mailbox', async () => {
    await check();
    await isUntouched();
    const { google } = await calls();
    expect(google.refresh).toBe(0);
    expect(Object.values(google).reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  test('whose permission has ended is in error at once; its grant is kept', async () => {
    await expire(inbox);
    await revokeGrants(ACCOUNT);
    await check();
    expect(await inboxAt(world.admin, inbox.id)).toMatchObject({
      ...{ status: 'error', connectedAt: null, failing: { at: 'google', checks: 1 } },
      lastError: { code: 'oauth_refresh_failed' },
    });
    expect((await rowOf(inbox.id)).credentialsEncrypted).not.toBeNull();
    expect(await allIncidents()).toMatchObject([
      { code: 'oauth_refresh_failed', at: 'google', confirmedAt: world.now() },
    ]);
  });

  test('whose permission has ended while its token looks good is in error with the next sweep', async () => {
    await db.update(inboxes).set({ checkSlot: 10 }).where(eq(inboxes.id, inbox.id));
    const { refreshToken: token, expiresAt } = await grantOf(inbox);
    const { revocationEndpoint } = providerCalled('google');
    await fetch(String(revocationEndpoint), {
      method: 'POST',
      body: new URLSearchParams({ token }),
    });
    await world.later(10);
    await world.completed(10);
    expect(expiresAt).toBeGreaterThan(world.now().getTime() + 30 * 60_000);
    expect(await inboxAt(world.admin, inbox.id)).toMatchObject({
      ...{ status: 'error', lastError: { code: 'oauth_refresh_failed' } },
    });
    expect(await allIncidents()).toMatchObject([
      { code: 'oauth_refresh_failed', at: 'google', confirmedAt: world.now() },
    ]);
    expect(await db.select().from(outages)).toEqual([]);
    expect(world.told('outage')).toBe(0);
  });

  test('and is archived before its refusal arrives is not put in error', async () => {
    await expire(inbox);
    await revokeGrants(ACCOUNT);
    const slow = slowRefreshes('google');
    await world.put({ kind: 'checks', part: null, ids: [inbox.id] });
    await slow.decided();
    expect((await world.admin.post(`${INBOXES}/${inbox.id}/archive`, {})).status).toBe(200);
    const archived = await rowOf(inbox.id);
    slow.letThrough();
    await world.until(() => expect(world.told('checks')).toBe(1));
    expect(await rowOf(inbox.id)).toEqual(archived);
    expect(archived.lastError).toBeNull();
    expect(await allIncidents()).toEqual([]);
    expect(await db.select().from(outages)).toEqual([]);
  });

  test('is told of by the mail pipeline to the same end', async () => {
    await revokeGrants(ACCOUNT);
    world.pass(10);
    await env.INBOXES.reportAuthFailure(inbox.id, 'oauth');
    expect(await allIncidents()).toMatchObject([{ code: 'oauth_refresh_failed', at: 'google' }]);
  });

  test('that another sign-in mends was mended by being reconnected', async () => {
    await expire(inbox);
    await revokeGrants(ACCOUNT);
    await check();
    world.pass(5);
    await signInAt(world.admin, 'google', inbox);
    expect(await allIncidents()).toMatchObject([
      { endedAt: world.now(), endedBy: 'reconnected', recoveryToldAt: null },
    ]);
    expect((await inboxAt(world.admin, inbox.id)).status).toBe('connected');
  });
});

describe('a provider that is out', () => {
  test('marks nothing and is told of after two; with its first answer it is over', async () => {
    await expire(inbox);
    await addFault({ provider: 'google', endpoint: 'refresh', kind: '500', times: 100 });
    await check();
    await isUntouched();
    const since = world.now().toISOString();
    world.pass(60);
    await check();
    await isUntouched();
    expect((await troublesAt(world.admin)).outages).toEqual([{ part: 'google', since }]);
    await clearFaults();
    world.pass(60);
    await check();
    await isUntouched();
    expect((await troublesAt(world.admin)).outages).toEqual([]);
  });

  test('in its mail API alone marks nothing either', async () => {
    await addFault({ provider: 'google', endpoint: 'profile', kind: '500', times: 100 });
    await check();
    await isUntouched();
    expect(world.log).toContainEqual(expect.objectContaining({ event: 'outage', code: 'google' }));
  });
});

describe('our own client that is refused', () => {
  test('marks no inbox: it is the operator’s trouble', async () => {
    await expire(inbox);
    await addFault({ provider: 'google', endpoint: 'refresh', kind: 'invalid_client', times: 100 });
    await check();
    await isUntouched();
    expect((await troublesAt(world.admin)).outages).toEqual([]);
    expect((await googlesState())?.trouble).toMatchObject({ reason: expect.any(String) });
  });
});
