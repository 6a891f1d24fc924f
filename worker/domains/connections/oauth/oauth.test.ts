import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import { choose, clearFaults } from '../../../testing/identity-provider.ts';
import {
  begin,
  comeBack,
  connectedInbox,
  inboxNow,
  makeOAuthInbox,
  resultAt,
  rowNow,
  signInAt,
} from '../../../testing/sign-in.ts';
import { type Browser, db, makeTenant, signedIn } from '../../../testing/world.ts';
import { sessions } from '../../tenants/tables.ts';

let owner: Browser;

beforeEach(async () => {
  await clearFaults();
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
});

const names = ['google', 'microsoft'] as const;
const ADDRESS = { google: 'support@acme.test', microsoft: 'support@contoso.test' };
const OTHER = { google: 'jane@acme.test', microsoft: 'jane@contoso.test' };

describe.each(names)('signing in at %s', (name) => {
  test('connects the inbox: as whom, since when, with which permissions', async () => {
    const inbox = await makeOAuthInbox(owner, name);
    const before = Date.now();
    const result = await signInAt(owner, name, inbox);
    expect(result).toMatchObject({ outcome: 'connected', account: ADDRESS[name], missing: [] });
    const now = await inboxNow(owner, inbox);
    expect(now).toMatchObject({
      status: 'connected',
      lastError: null,
      connection: { provider: name, account: ADDRESS[name], shared: false },
    });
    expect(Date.parse(now.connectedAt ?? '')).toBeGreaterThanOrEqual(before);
    const scope = name === 'google' ? 'https://www.googleapis.com/auth/gmail.modify' : 'Mail.Send';
    expect((now.connection as { scopes: string[] }).scopes).toContain(scope);
  });

  test('fills in the inbox’s address at the provider', async () => {
    const url = await begin(owner, (await makeOAuthInbox(owner, name)).id);
    expect(url.searchParams.get('login_hint')).toBe(ADDRESS[name]);
  });

  test('comes back to the page where it was begun: the inbox’s, or onboarding', async () => {
    const { id } = await makeOAuthInbox(owner, name);
    const onInbox = await comeBack(owner, await choose(name, await begin(owner, id)));
    expect(onInbox.pathname).toBe(`/acme/settings/inboxes/${id}/connection`);
    const begun = await begin(owner, id, { returnTo: 'onboarding' });
    const onOnboarding = await comeBack(owner, await choose(name, begun));
    expect([onOnboarding.pathname, onOnboarding.searchParams.get('inbox')]).toEqual([
      '/acme/onboarding',
      id,
    ]);
  });

  test('and cancelling there changes nothing', async () => {
    const inbox = await makeOAuthInbox(owner, name);
    const result = await signInAt(owner, name, inbox, { cancel: true });
    expect(result).toMatchObject({ outcome: 'cancelled', account: null });
    expect(await inboxNow(owner, inbox)).toEqual(inbox);
  });

  test('again reconnects the same inbox, and clears its error', async () => {
    const inbox = await connectedInbox(owner, name);
    await endPermission(inbox);
    expect(await inboxNow(owner, inbox)).toMatchObject({
      status: 'error',
      lastError: { code: 'oauth_refresh_failed' },
    });
    expect(await signInAt(owner, name, inbox)).toMatchObject({ outcome: 'connected' });
    const now = await inboxNow(owner, inbox);
    expect(now).toMatchObject({ id: inbox.id, status: 'connected', lastError: null });
  });

  test('as another mailbox than the connected one changes nothing, and says both addresses', async () => {
    const inbox = await connectedInbox(owner, name);
    const before = await rowNow(inbox);
    const result = await signInAt(owner, name, inbox, { account: OTHER[name] });
    expect(result).toMatchObject({
      outcome: 'wrong-account',
      expected: ADDRESS[name],
      account: OTHER[name],
      acceptable: false,
    });
    expect(await rowNow(inbox)).toEqual(before);
  });

  test('as another mailbox than a new inbox names asks to accept it; accepted, it takes the address', async () => {
    const inbox = await makeOAuthInbox(owner, name);
    const result = await signInAt(owner, name, inbox, { account: OTHER[name] });
    expect(result).toMatchObject({
      outcome: 'address-differs',
      acceptable: true,
      mailbox: OTHER[name],
    });
    expect(await inboxNow(owner, inbox)).toEqual(inbox);
    const path = `/api/orgs/acme/inboxes/${inbox.id}/oauth-results/${result.id}/accept`;
    const accepted = await owner.post(path, {});
    expect(accepted).toMatchObject({
      status: 200,
      body: { status: 'connected', emailAddress: OTHER[name] },
    });
    expect(await owner.post(path, {})).toMatchObject({
      status: 409,
      body: { code: 'sign-in-over' },
    });
  });
});

const endPermission = async (inbox: Inbox): Promise<void> => {
  const { revokeGrants } = await import('../../../testing/identity-provider.ts');
  await revokeGrants(inbox.emailAddress);
  await owner.post(`/api/orgs/acme/inboxes/${inbox.id}/checks`, {});
};

test('a session that ended on the way is told so once its person has signed in again', async () => {
  const { id } = await makeOAuthInbox(owner, 'google');
  const back = await choose('google', await begin(owner, id));
  await db.delete(sessions);
  const led = await comeBack(owner, back);
  const again = await signedIn('owner@acme.test');
  expect(await resultAt(again, led)).toMatchObject({ outcome: 'flow-foreign' });
});
