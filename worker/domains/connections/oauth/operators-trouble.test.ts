import { beforeEach, describe, expect, test } from 'vitest';
import type { OAuthProviderStates } from '../../../../contract/oauth.ts';
import { addFault, choose, clearFaults } from '../../../testing/identity-provider.ts';
import { oauthApi, through } from '../../../testing/oauth-api.ts';
import {
  begin,
  comeBack,
  connectedInbox,
  makeOAuthInbox,
  resultAt,
  rowNow,
  signInAt,
} from '../../../testing/sign-in.ts';
import { type Browser, makeTenant, signedIn } from '../../../testing/world.ts';

const INBOXES = '/api/orgs/acme/inboxes';

let owner: Browser;
beforeEach(async () => {
  await clearFaults();
  await makeTenant('acme');
  await makeTenant('globex');
  owner = await signedIn('owner@acme.test');
});

const statesFor = async (email: string) => {
  const own = await signedIn(email);
  return own.get(`/api/orgs/${email.split(/[@.]/)[1]}/oauth-providers`);
};

const troublesFor = async (email: string) => {
  const { providers } = (await statesFor(email)).body as OAuthProviderStates;
  return Object.fromEntries(providers.map(({ provider, trouble }) => [provider, trouble]));
};

const NONE = { google: null, microsoft: null };

describe.each(['google', 'microsoft'] as const)('that %s refuses our client', (name) => {
  const refuse = (endpoint: 'token' | 'refresh', kind = 'invalid_client_expired_secret') =>
    addFault({ provider: name, endpoint, kind });
  const reason = name === 'google' ? 'invalid_client' : 'invalid_client AADSTS7000222';
  const trouble = { ...NONE, [name]: { reason, since: expect.any(String) } };

  test('is told the managers of every tenant, and goes with the next sign-in', async () => {
    expect(await troublesFor('owner@acme.test')).toEqual(NONE);
    const inbox = await makeOAuthInbox(owner, name);
    await refuse('token');
    await signInAt(owner, name, inbox);
    for (const email of ['owner@acme.test', 'admin@acme.test', 'admin@globex.test']) {
      expect(await troublesFor(email)).toEqual(trouble);
    }
    expect(await signInAt(owner, name, inbox)).toMatchObject({ outcome: 'connected' });
    expect(await troublesFor('owner@acme.test')).toEqual(NONE);
  });

  test('is told nobody who may do nothing about it', async () => {
    await refuse('token');
    await signInAt(owner, name, await makeOAuthInbox(owner, name));
    for (const email of ['agent@acme.test', 'viewer@acme.test', 'agent@globex.test']) {
      const answer = await statesFor(email);
      expect(answer).toMatchObject({ status: 403, body: { code: 'role-forbids' } });
      expect(answer.text).not.toContain('invalid_client');
    }
  });

  test('shows in a refresh too, since it was first seen, and goes with the next one', async () => {
    const inbox = await connectedInbox(owner, name);
    const check = () => owner.post(`${INBOXES}/${inbox.id}/checks`, {});
    await refuse('refresh');
    await check();
    const first = await troublesFor('owner@acme.test');
    expect(first).toEqual(trouble);
    await refuse('refresh');
    await check();
    expect(await troublesFor('owner@acme.test')).toEqual(first);
    expect(await check()).toMatchObject({ body: { ok: true } });
    expect(await troublesFor('owner@acme.test')).toEqual(NONE);
  });

  test('does not go with the other provider’s sign-in', async () => {
    await refuse('token');
    await signInAt(owner, name, await makeOAuthInbox(owner, name));
    const other = name === 'google' ? 'microsoft' : 'google';
    await connectedInbox(
      owner,
      other,
      { emailAddress: otherAddress[other] },
      {
        account: otherAddress[other],
      },
    );
    expect(await troublesFor('owner@acme.test')).toEqual(trouble);
  });

  test.each(['500', '429', 'invalid_grant', 'garbage'])('is not what %s says', async (kind) => {
    await refuse('token', kind);
    await signInAt(owner, name, await makeOAuthInbox(owner, name));
    expect(await troublesFor('owner@acme.test')).toEqual(NONE);
  });

  test.each([
    ['invalid_client', ''],
    ['unauthorized_client', 'AADSTS7000215: Invalid client secret provided.'],
    ['invalid_grant', 'AADSTS7000222: The provided client secret keys are expired.'],
  ])('is not believed of a browser that brings %s', async (error, description) => {
    const inbox = await makeOAuthInbox(owner, name);
    const back = await choose(name, await begin(owner, inbox.id), { cancel: true });
    back.searchParams.set('error', error);
    back.searchParams.set('error_description', description);
    const before = await rowNow(inbox);
    await resultAt(owner, await comeBack(owner, back));
    expect(await rowNow(inbox)).toEqual(before);
    expect(await troublesFor('owner@acme.test')).toEqual(NONE);
  });
});

const otherAddress = { google: 'jane@acme.test', microsoft: 'jane@contoso.test' };

test('that one organization does not know our app is no trouble of all the others', async () => {
  const inbox = await makeOAuthInbox(owner, 'microsoft');
  const back = await choose('microsoft', await begin(owner, inbox.id));
  // Microsoft answers AADSTS700016 to a client id that it does not know there.
  const settings = { MICROSOFT_CLIENT_ID: 'unknown-there' };
  const before = await rowNow(inbox);
  const led = await comeBack(through(owner, oauthApi({ settings })), back);
  expect(await resultAt(owner, led)).toMatchObject({
    outcome: 'wrong-tenant',
    reason: 'unauthorized_client AADSTS700016',
  });
  expect(await rowNow(inbox)).toEqual(before);
  expect(await troublesFor('owner@acme.test')).toEqual(NONE);
});
