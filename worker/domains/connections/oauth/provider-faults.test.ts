import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import type { OAuthOutcome } from '../../../../contract/oauth.ts';
import { addFault, calls, clearFaults, forgetCalls } from '../../../testing/identity-provider.ts';
import { oauthApi, through } from '../../../testing/oauth-api.ts';
import {
  connectedInbox,
  inboxNow,
  makeOAuthInbox,
  rowNow,
  signInAt,
} from '../../../testing/sign-in.ts';
import { type Browser, makeTenant, signedIn } from '../../../testing/world.ts';

/** For who does not answer at all. */
const SHORT_MS = 1_000;
const DOWN = ['429', '500', '503', 'timeout', 'reset', 'garbage'];
const OURS = ['invalid_client', 'invalid_client_expired_secret'];
const OTHER = { google: 'jane@acme.test', microsoft: 'jane@contoso.test' };

let own: Browser;
beforeEach(async () => {
  await clearFaults();
  await forgetCalls();
  await makeTenant('acme');
  own = await signedIn('owner@acme.test');
});

describe.each(['google', 'microsoft'] as const)('%s', (name) => {
  let fresh: Inbox;
  let connected: Inbox;
  /** Nothing is known of the provider's keys there, so that they are fetched. */
  let owner: Browser;
  beforeEach(async () => {
    fresh = await makeOAuthInbox(own, name);
    const emailAddress = OTHER[name];
    connected = await connectedInbox(own, name, { emailAddress }, { account: emailAddress });
    owner = through(own, oauthApi());
    await forgetCalls();
  });

  const fault = async (endpoint: 'token' | 'refresh' | 'jwks' | 'profile', kind: string) => {
    // Nobody else is to answer in so short a time.
    const impatience = { [endpoint === 'refresh' ? 'token' : endpoint]: SHORT_MS };
    if (kind === 'timeout') owner = through(own, oauthApi({ deadlines: impatience }));
    await addFault({ provider: name, endpoint, kind, times: 9 });
  };

  /** Signing in for a new inbox and for a connected one both end so, and change neither. */
  const expectUnchanged = async (outcome: OAuthOutcome) => {
    for (const [inbox, account] of [
      [fresh, undefined],
      [connected, OTHER[name]],
    ] as const) {
      const before = await rowNow(inbox);
      const result = await signInAt(owner, name, inbox, account ? { account } : {});
      expect(result).toMatchObject({ outcome, mailbox: null, acceptable: false });
      expect(await rowNow(inbox)).toEqual(before);
    }
    expect(await inboxNow(own, connected)).toMatchObject({ status: 'connected', lastError: null });
  };

  const expectAllIsWellAgain = async () => {
    await clearFaults();
    expect(await signInAt(owner, name, fresh)).toMatchObject({ outcome: 'connected' });
  };

  describe.each(['token', 'jwks', 'profile'] as const)(
    'in trouble at its %s, while signing in',
    (endpoint) => {
      test.each(DOWN)('by %s changes nothing', async (kind) => {
        await fault(endpoint, kind);
        await expectUnchanged('provider-unavailable');
        expect((await calls())[name][endpoint]).toBe(2);
        await expectAllIsWellAgain();
      });
    },
  );

  test.each(OURS)('refusing our client by %s, while signing in, changes nothing', async (kind) => {
    await fault('token', kind);
    await expectUnchanged('client-misconfigured');
    await expectAllIsWellAgain();
  });

  test.each([-300, -30, 30, 300])(
    'whose clock is %i seconds off is understood',
    async (skewSeconds) => {
      await addFault({ provider: name, endpoint: 'token', kind: 'clock-skew', skewSeconds });
      expect(await signInAt(owner, name, fresh)).toMatchObject({ outcome: 'connected' });
    },
  );

  test('whose id_token ran out a minute and more ago is not trusted', async () => {
    const skewSeconds = -3600 - 90;
    await addFault({
      provider: name,
      endpoint: 'token',
      kind: 'clock-skew',
      skewSeconds,
      times: 2,
    });
    await expectUnchanged('answer-untrusted');
  });

  const check = async (by = owner) => by.post(`/api/orgs/acme/inboxes/${connected.id}/checks`, {});

  const stateOf = async () => {
    const { lastCheckedAt, credentialsEncrypted, credentialsVersion, ...state } =
      await rowNow(connected);
    return { state, tokens: { credentialsEncrypted, credentialsVersion }, lastCheckedAt };
  };

  const failedAt = (stage: string, code: string) => ({
    status: 200,
    body: {
      ok: false,
      stages: expect.arrayContaining([expect.objectContaining({ stage, status: 'failed' })]),
      failure: { code },
    },
  });

  const expectLeftAlone = async (before: Awaited<ReturnType<typeof stateOf>>) => {
    const after = await stateOf();
    expect(after.state).toEqual(before.state);
    expect(await inboxNow(own, connected)).toMatchObject({ status: 'connected', lastError: null });
    return after;
  };

  test.each(DOWN)(
    'in trouble at its refresh by %s leaves a connected inbox alone',
    async (kind) => {
      const before = await stateOf();
      await fault('refresh', kind);
      expect(await check()).toMatchObject(failedAt('token', 'provider-unavailable'));
      const after = await expectLeftAlone(before);
      expect(after.tokens).toEqual(before.tokens);
      await clearFaults();
      expect(await check()).toMatchObject({ body: { ok: true } });
    },
  );

  test.each(DOWN)(
    'in trouble at its mail API by %s leaves a connected inbox alone',
    async (kind) => {
      const before = await stateOf();
      await fault('profile', kind);
      expect(await check()).toMatchObject(failedAt('mailbox', 'provider-unavailable'));
      await expectLeftAlone(before);
      await clearFaults();
      expect(await check()).toMatchObject({ body: { ok: true } });
    },
  );

  test.each(OURS)('refusing our client by %s leaves a connected inbox alone', async (kind) => {
    const before = await stateOf();
    await fault('refresh', kind);
    expect(await check()).toMatchObject(failedAt('token', 'client-misconfigured'));
    const after = await expectLeftAlone(before);
    expect(after.tokens).toEqual(before.tokens);
    await clearFaults();
    expect(await check()).toMatchObject({ body: { ok: true } });
  });

  test('that can’t be reached leaves all as it is', async () => {
    const nowhere = 'http://127.0.0.1:1';
    const settings = {
      GOOGLE_TOKEN_ENDPOINT: `${nowhere}/token`,
      GOOGLE_API: nowhere,
      MICROSOFT_AUTHORITY: nowhere,
      MICROSOFT_GRAPH: nowhere,
    };
    const before = await stateOf();
    const cutOff = through(own, oauthApi({ settings }));
    expect(await check(cutOff)).toMatchObject(failedAt('token', 'provider-unavailable'));
    await expectLeftAlone(before);
  });

  test('refusing the grant itself does put the inbox in error', async () => {
    await fault('refresh', 'invalid_grant');
    expect(await check()).toMatchObject(failedAt('token', 'oauth_refresh_failed'));
    expect(await inboxNow(own, connected)).toMatchObject({
      status: 'error',
      lastError: { code: 'oauth_refresh_failed' },
    });
  });
});
