import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import { addFault, type Choice, choose, clearFaults } from '../../../testing/identity-provider.ts';
import { inMinutes, oauthApi, through } from '../../../testing/oauth-api.ts';
import {
  begin,
  comeBack,
  connectedInbox,
  inboxNow,
  makeOAuthInbox,
  rowNow,
  signInAt,
} from '../../../testing/sign-in.ts';
import { type Browser, IMAP_INBOX, makeTenant, signedIn } from '../../../testing/world.ts';

const INBOXES = '/api/orgs/acme/inboxes';
const GMAIL = 'https://www.googleapis.com/auth/gmail.modify';
const START = { returnTo: 'inbox' } as const;

let owner: Browser;
beforeEach(async () => {
  await clearFaults();
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
});

/** A sign-in that is to change nothing. */
const refusedSignIn = async (name: 'google' | 'microsoft', choice: Choice, inbox?: Inbox) => {
  const made = inbox ?? (await makeOAuthInbox(owner, name));
  const before = await rowNow(made);
  const result = await signInAt(owner, name, made, choice);
  expect(await rowNow(made)).toEqual(before);
  expect(result.acceptable).toBe(false);
  return result;
};

describe('at Google', () => {
  test('a permission that was unticked is named', async () => {
    expect(await refusedSignIn('google', { untick: [GMAIL] })).toMatchObject({
      outcome: 'permission-missing',
      missing: [GMAIL],
      account: 'support@acme.test',
    });
  });

  test('a permission that was unticked when reconnecting leaves the inbox connected', async () => {
    const inbox = await connectedInbox(owner, 'google');
    expect(await refusedSignIn('google', { untick: [GMAIL] }, inbox)).toMatchObject({
      outcome: 'permission-missing',
      missing: [GMAIL],
    });
    expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'connected' });
  });

  test('an account without Gmail has no mailbox', async () => {
    expect(await refusedSignIn('google', { account: 'calendar@acme.test' })).toMatchObject({
      outcome: 'mailbox-denied',
      account: 'calendar@acme.test',
      mailbox: null,
    });
  });
});

describe('at Microsoft', () => {
  test.each(['clerk@northwind.test', 'temp@northwind.test'])(
    '%s needs an administrator, and is given the address to send one to',
    async (account) => {
      const result = await refusedSignIn('microsoft', { account });
      expect(result).toMatchObject({ outcome: 'admin-approval-needed' });
      const url = new URL(result.adminConsentUrl ?? '');
      expect(url.pathname).toMatch(/\/organizations\/v2\.0\/adminconsent$/);
      expect([...url.searchParams.keys()].toSorted()).toEqual([
        'client_id',
        'redirect_uri',
        'scope',
      ]);
    },
  );

  test('an account that a policy blocks is told so', async () => {
    expect(await refusedSignIn('microsoft', { account: 'field@contoso.test' })).toMatchObject({
      outcome: 'blocked-by-policy',
      reason: 'access_denied AADSTS53003',
      adminConsentUrl: null,
    });
  });

  test.each(['unlicensed@contoso.test', 'kiosk_partner.test#EXT#@contoso.test'])(
    '%s has no mailbox',
    async (account) => {
      const result = await refusedSignIn('microsoft', { account });
      expect(result).toMatchObject({ outcome: 'mailbox-denied', account, mailbox: null });
    },
  );

  test.each(['press@contoso.test', 'intern@contoso.test'])(
    '%s is the mailbox’s address, whatever the account signs in as',
    async (emailAddress) => {
      const choice = { account: emailAddress };
      const inbox = await connectedInbox(owner, 'microsoft', { emailAddress }, choice);
      expect(inbox).toMatchObject({
        status: 'connected',
        emailAddress,
        connection: { account: emailAddress, shared: false },
      });
    },
  );

  test('an account of another organization is asked about, as any other address', async () => {
    const inbox = await makeOAuthInbox(owner, 'microsoft');
    const result = await signInAt(owner, 'microsoft', inbox, { account: 'support@fabrikam.test' });
    expect(result).toMatchObject({ outcome: 'address-differs', mailbox: 'support@fabrikam.test' });
  });
});

describe.each(['google', 'microsoft'] as const)('%s', (name) => {
  test('without a refresh token connects nothing', async () => {
    await addFault({ provider: name, endpoint: 'token', kind: 'missing-refresh-token' });
    expect(await refusedSignIn(name, {})).toMatchObject({
      outcome: 'provider-refused',
      reason: 'no-refresh-token',
    });
  });

  test('that refuses the code connects nothing', async () => {
    await addFault({ provider: name, endpoint: 'token', kind: 'invalid_grant' });
    const result = await refusedSignIn(name, {});
    expect(result.outcome).toBe('provider-refused');
    expect(result.reason).toMatch(/^invalid_grant/);
  });

  const NO_CLIENT = { [`${name.toUpperCase()}_CLIENT_ID`]: undefined };

  test('that is not configured is said to be so', async () => {
    const { id } = await makeOAuthInbox(owner, name);
    const without = through(owner, oauthApi({ settings: NO_CLIENT }));
    expect(await without.post(`${INBOXES}/${id}/oauth`, START)).toMatchObject({
      status: 409,
      body: { code: 'provider-not-configured' },
    });
    const { body } = await without.get('/api/orgs/acme/oauth-providers');
    expect(body).toMatchObject({
      providers: ['google', 'microsoft'].map((provider) => ({
        provider,
        configured: provider !== name,
        trouble: null,
      })),
    });
  });

  test('that is no longer configured leaves a connected inbox as it is', async () => {
    const inbox = await connectedInbox(owner, name);
    const without = through(owner, oauthApi({ settings: NO_CLIENT }));
    const { lastCheckedAt: _, ...before } = await rowNow(inbox);
    expect(await without.post(`${INBOXES}/${inbox.id}/checks`, {})).toMatchObject({
      status: 200,
      body: { ok: false, failure: { code: 'client-misconfigured', detail: 'not-configured' } },
    });
    expect(await rowNow(inbox)).toMatchObject(before);
  });

  test('is no way into an archived inbox', async () => {
    const { id } = await makeOAuthInbox(owner, name);
    await owner.post(`${INBOXES}/${id}/archive`, {});
    expect(await owner.post(`${INBOXES}/${id}/oauth`, START)).toMatchObject({
      status: 409,
      body: { code: 'inbox-archived' },
    });
  });

  test('is begun at fifty times in ten minutes, however they end', async () => {
    const { id } = await makeOAuthInbox(owner, name);
    await comeBack(owner, await choose(name, await begin(owner, id), { cancel: true }));
    for (let open = 1; open < 50; open++) await begin(owner, id);
    const again = () => owner.post(`${INBOXES}/${id}/oauth`, START);
    expect(await again()).toMatchObject({
      status: 429,
      body: { code: 'too-many-requests', retryAfter: 600 },
    });
    // They count for the one who began them.
    await begin(await signedIn('admin@acme.test'), id);
    await begin(through(owner, oauthApi({ at: inMinutes(10.1) })), id);
  });
});

test('an inbox with mail servers signs in nowhere', async () => {
  const { id } = (await owner.post(INBOXES, IMAP_INBOX)).body as Inbox;
  expect(await owner.post(`${INBOXES}/${id}/oauth`, START)).toMatchObject({
    status: 409,
    body: { code: 'wrong-connection-type' },
  });
});
