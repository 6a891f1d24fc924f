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
} from '../../../testing/sign-in.ts';
import { grantOf } from '../../../testing/stored-grant.ts';
import { type Browser, makeTenant, signedIn } from '../../../testing/world.ts';

const INBOXES = '/api/orgs/acme/inboxes';
const OTHER = { google: 'jane@acme.test', microsoft: 'jane@contoso.test' };

let owner: Browser;
let admin: Browser;
beforeEach(async () => {
  await clearFaults();
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
  admin = await signedIn('admin@acme.test');
});

describe.each(['google', 'microsoft'] as const)('while somebody signs in at %s', (name) => {
  const leave = async ({ id }: Inbox, account?: string) =>
    choose(name, await begin(owner, id), account ? { account } : {});
  const resultOf = async (back: URL) => resultAt(owner, await comeBack(owner, back));

  const expectChanged = async (inbox: Inbox, back: URL, reason: string) => {
    const before = await rowNow(inbox);
    expect(await resultOf(back)).toMatchObject({
      outcome: 'inbox-changed',
      reason,
      acceptable: false,
    });
    expect(await rowNow(inbox)).toEqual(before);
  };

  test('the inbox is archived: it is not connected', async () => {
    const inbox = await makeOAuthInbox(owner, name);
    const back = await leave(inbox);
    await admin.post(`${INBOXES}/${inbox.id}/archive`, {});
    await expectChanged(inbox, back, 'inbox-archived');
  });

  test('the inbox is deleted: it stays deleted, without a token', async () => {
    const inbox = await makeOAuthInbox(owner, name);
    const back = await leave(inbox);
    await admin.delete(`${INBOXES}/${inbox.id}`);
    await expectChanged(inbox, back, 'not-found');
    expect((await rowNow(inbox)).credentialsEncrypted).toBeNull();
  });

  test('a colleague connects another account to it: that one stays', async () => {
    const inbox = await makeOAuthInbox(owner, name, { emailAddress: OTHER[name] });
    const back = await leave(inbox);
    const theirs = await choose(name, await begin(admin, inbox.id), { account: OTHER[name] });
    await comeBack(admin, theirs);
    const before = await rowNow(inbox);
    expect(before.connectedAt).not.toBeNull();
    expect(await resultOf(back)).toMatchObject({ outcome: 'wrong-account', acceptable: false });
    expect(await rowNow(inbox)).toEqual(before);
  });

  test('a colleague connects the same account to it: the last sign-in is what is kept', async () => {
    const inbox = await makeOAuthInbox(owner, name);
    const back = await leave(inbox);
    await comeBack(admin, await choose(name, await begin(admin, inbox.id)));
    const before = await grantOf(inbox);
    expect(await resultOf(back)).toMatchObject({ outcome: 'connected' });
    expect((await grantOf(inbox)).refreshToken).not.toBe(before.refreshToken);
  });

  // Who signs in after a disconnect means it. Only what no longer works is not to look as if it did:
  // Google has ended what this sign-in was about to bring as well.
  test('the inbox is disconnected: afterwards it is connected and works, or it is neither', async () => {
    const inbox = await connectedInbox(owner, name);
    const back = await leave(inbox);
    await admin.post(`${INBOXES}/${inbox.id}/disconnect`, {});
    const { outcome } = await resultOf(back);
    expect(outcome).toBe(name === 'google' ? 'provider-refused' : 'connected');
    const { status } = await inboxNow(owner, inbox);
    expect(status).toBe(name === 'google' ? 'disconnected' : 'connected');
    const check = await owner.post(`${INBOXES}/${inbox.id}/checks`, {});
    expect(check).toMatchObject(
      name === 'google'
        ? { status: 409, body: { code: 'not-connected' } }
        : { status: 200, body: { ok: true } },
    );
  });
});
