import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../contract/inbox.ts';
import { createVault } from '../../platform/vault.ts';
import { behave, clearFaults, revokeGrants } from '../../testing/identity-provider.ts';
import { rotating } from '../../testing/rotation.ts';
import { inboxesByKey } from '../../testing/sealed-inboxes.ts';
import { connectedInbox, inboxNow, rowNow, signInAt } from '../../testing/sign-in.ts';
import { slowRefreshes } from '../../testing/slow-provider.ts';
import { expire, grantOf } from '../../testing/stored-grant.ts';
import { askToken, opens, tokenOf } from '../../testing/tokens.ts';
import type { Watch } from '../../testing/watched-database.ts';
import { type Browser, db, makeTenant, signedIn } from '../../testing/world.ts';
import { sealGrant } from '../inboxes/grant.ts';
import { inboxes } from '../inboxes/tables.ts';

const retiring = createVault(env.ENCRYPTION_KEYS_RETIRING);
const { current: currentId } = await createVault(env.ENCRYPTION_KEY).keyIds();
const { current: retiringId } = await retiring.keyIds();
// The Worker that answers has these keys too.
const KEYS = {
  ENCRYPTION_KEY: env.ENCRYPTION_KEY,
  ENCRYPTION_KEYS_RETIRING: env.ENCRYPTION_KEYS_RETIRING,
};

let owner: Browser;

beforeEach(async () => {
  await clearFaults();
  // A refresh token that came before is refused, and ends what came of it: losing one shows.
  await behave({ rotation: 'strict-family' });
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
});
afterEach(() => behave({ rotation: 'keep-old' }));

const names = ['google', 'microsoft'] as const;
const pathOf = ({ id }: Inbox) => `/api/orgs/acme/inboxes/${id}`;

/** An inbox whose token has run out, sealed as a former deployment did. */
const inboxOfOldKey = async (name: (typeof names)[number]): Promise<Inbox> => {
  const inbox = await connectedInbox(owner, name);
  await expire(inbox);
  const { envelope, keyId } = await sealGrant(retiring, await rowNow(inbox), await grantOf(inbox));
  await db
    .update(inboxes)
    .set({ credentialsEncrypted: envelope, credentialsKeyId: keyId })
    .where(eq(inboxes.id, inbox.id));
  expect(await inboxesByKey()).toEqual({ [retiringId]: 1 });
  return inbox;
};

const reseal = (around?: Watch) => rotating(around, KEYS).minute();

/** Lets something happen after a batch was read and sealed, before it is written. */
const amidst = async (meanwhile: () => Promise<unknown>): Promise<void> => {
  let isDone = false;
  await reseal(async (trip) => {
    if (!isDone && trip.sql.some((text) => text.includes('json_each'))) {
      isDone = true;
      await meanwhile();
    }
    return trip.run();
  });
  expect(isDone).toBe(true);
};

describe.each(names)('%s: re-sealing while', (name) => {
  test('the answer to a refresh is on its way: the new token is stored, and the next refresh works', async () => {
    const inbox = await inboxOfOldKey(name);
    const slow = slowRefreshes(name);
    const answer = askToken(inbox.id, 'use');
    await slow.decided();
    await reseal();
    expect(await inboxesByKey()).toEqual({ [currentId]: 1 });
    slow.letThrough();
    expect(await opens(name, await answer)).toMatchObject({ ok: true });
    expect((await grantOf(inbox)).accessToken).toBe(tokenOf(await answer).accessToken);
    await expire(inbox);
    expect(await opens(name, await askToken(inbox.id, 'use'))).toMatchObject({ ok: true });
  });

  test('a refresh ends between its reading and its writing: the new token stays', async () => {
    const inbox = await inboxOfOldKey(name);
    let given = '';
    await amidst(async () => {
      given = tokenOf(await askToken(inbox.id, 'use')).accessToken;
    });
    expect((await grantOf(inbox)).accessToken).toBe(given);
    expect(await inboxesByKey()).toEqual({ [currentId]: 1 });
    await expire(inbox);
    expect(await opens(name, await askToken(inbox.id, 'use'))).toMatchObject({ ok: true });
  });

  test('somebody disconnects: it stays disconnected, and nothing is sealed again', async () => {
    const inbox = await inboxOfOldKey(name);
    await amidst(() => owner.post(`${pathOf(inbox)}/disconnect`, {}));
    expect(await rowNow(inbox)).toMatchObject({
      ...{ credentialsEncrypted: null, credentialsKeyId: null, connectedAt: null },
    });
    expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'disconnected' });
  });

  test('somebody signs in anew: the new grant stays, with its version', async () => {
    const inbox = await inboxOfOldKey(name);
    const { credentialsVersion } = await rowNow(inbox);
    let fresh = '';
    await amidst(async () => {
      expect(await signInAt(owner, name, inbox)).toMatchObject({ outcome: 'connected' });
      fresh = (await grantOf(inbox)).refreshToken;
    });
    expect((await grantOf(inbox)).refreshToken).toBe(fresh);
    expect((await rowNow(inbox)).credentialsVersion).toBe(credentialsVersion + 1);
    await expire(inbox);
    expect(await opens(name, await askToken(inbox.id, 'use'))).toMatchObject({ ok: true });
  });

  test('the provider refuses the grant: the inbox is in error all the same', async () => {
    const inbox = await inboxOfOldKey(name);
    await revokeGrants(inbox.emailAddress);
    const slow = slowRefreshes(name);
    const answer = askToken(inbox.id, 'use');
    await slow.decided();
    await reseal();
    slow.letThrough();
    expect(await answer).toMatchObject({ ok: false, reason: 'oauth_refresh_failed' });
    expect(await inboxNow(owner, inbox)).toMatchObject({
      ...{ status: 'error', lastError: { code: 'oauth_refresh_failed' } },
    });
  });
});
