import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import { calls, clearFaults, forgetCalls } from '../../../testing/identity-provider.ts';
import {
  begin,
  connectedInbox,
  inboxNow,
  makeOAuthInbox,
  rowNow,
  signInAt,
} from '../../../testing/sign-in.ts';
import { type Browser, db, makeTenant, signedIn } from '../../../testing/world.ts';
import { auditEvents } from '../../audit/tables.ts';
import { inboxes } from '../../inboxes/tables.ts';

const SHARED = 'shared@contoso.test';
const BILLING = 'billing@contoso.test';
const START = { returnTo: 'inbox', sharedMailbox: SHARED } as const;

let owner: Browser;
beforeEach(async () => {
  await clearFaults();
  await forgetCalls();
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
});

const make = (emailAddress: string = SHARED) =>
  makeOAuthInbox(owner, 'microsoft', { emailAddress });

const signIn = (inbox: Inbox, account = BILLING, start: Parameters<typeof signInAt>[4] = START) =>
  signInAt(owner, 'microsoft', inbox, { account }, start);

const connectShared = async () => {
  const inbox = await make();
  expect(await signIn(inbox)).toMatchObject({ outcome: 'connected' });
  return inbox;
};

test('is connected by an account that may open it; the two are kept apart', async () => {
  const inbox = await make();
  expect(await signIn(inbox)).toMatchObject({
    outcome: 'connected',
    account: BILLING,
    mailbox: SHARED,
  });
  const now = await inboxNow(owner, inbox);
  expect(now).toMatchObject({
    status: 'connected',
    emailAddress: SHARED,
    connection: { provider: 'microsoft', account: BILLING, shared: true },
  });
  expect((now.connection as { scopes: string[] }).scopes).toEqual(
    expect.arrayContaining(['Mail.ReadWrite.Shared', 'Mail.Send.Shared']),
  );
});

test('is asked for with its own permissions, and with nobody’s address filled in', async () => {
  const inbox = await make();
  const { searchParams } = await begin(owner, inbox.id, START);
  expect(searchParams.get('scope')).toContain('Mail.ReadWrite.Shared Mail.Send.Shared');
  expect(searchParams.has('login_hint')).toBe(false);
});

test('has the address of who signed in last time filled in', async () => {
  const inbox = await connectShared();
  const { searchParams } = await begin(owner, inbox.id, START);
  expect(searchParams.get('login_hint')).toBe(BILLING);
});

test('is checked as what it is', async () => {
  const inbox = await connectShared();
  const check = await owner.post(`/api/orgs/acme/inboxes/${inbox.id}/checks`, {});
  expect(check).toMatchObject({ status: 200, body: { ok: true } });
  expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'connected' });
});

test('is not connected by an account that may not open it, nor by one that has no mailbox', async () => {
  const inbox = await make();
  const before = await rowNow(inbox);
  for (const account of ['jane@contoso.test', 'support@fabrikam.test']) {
    expect(await signIn(inbox, account)).toMatchObject({
      outcome: 'shared-mailbox-denied',
      account,
      mailbox: null,
      acceptable: false,
    });
  }
  expect(await signIn(inbox, 'unlicensed@contoso.test')).toMatchObject({
    outcome: 'shared-mailbox-denied',
  });
  expect(await rowNow(inbox)).toEqual(before);
});

test('that is not there is denied', async () => {
  const inbox = await make('nobody@contoso.test');
  const start = { ...START, sharedMailbox: 'nobody@contoso.test' };
  expect(await signIn(inbox, BILLING, start)).toMatchObject({ outcome: 'shared-mailbox-denied' });
});

test('under another address than the inbox’s is asked about', async () => {
  const inbox = await make('team@contoso.test');
  const result = await signIn(inbox);
  expect(result).toMatchObject({ outcome: 'address-differs', mailbox: SHARED, acceptable: true });
  const path = `/api/orgs/acme/inboxes/${inbox.id}/oauth-results/${result.id}/accept`;
  expect(await owner.post(path, {})).toMatchObject({
    status: 200,
    body: { emailAddress: SHARED, connection: { account: BILLING, shared: true } },
  });
});

test('is reconnected by a colleague of who connected it', async () => {
  const inbox = await connectShared();
  const { providerSubject: own } = await rowNow(inbox);
  const colleague = `${own?.split(':')[0]}:a-colleague`;
  await db.update(inboxes).set({ providerSubject: colleague }).where(eq(inboxes.id, inbox.id));
  expect(await signIn(inbox)).toMatchObject({ outcome: 'connected' });
  expect(await rowNow(inbox)).toMatchObject({ providerSubject: own });
});

test('is not taken over from another organization, where anybody may claim its address, unasked', async () => {
  const inbox = await connectShared();
  const before = { providerSubject: 'another-organization:somebody' };
  await db.update(inboxes).set(before).where(eq(inboxes.id, inbox.id));
  expect(await signIn(inbox)).toMatchObject({ outcome: 'wrong-account', acceptable: true });
  expect(await rowNow(inbox)).toMatchObject(before);
});

test('is what an account’s own mailbox becomes, at the same address', async () => {
  const sharedMailbox = 'jane@contoso.test';
  const choice = { account: sharedMailbox };
  const inbox = await connectedInbox(owner, 'microsoft', { emailAddress: sharedMailbox }, choice);
  const start = { ...START, sharedMailbox };
  expect(await signIn(inbox, sharedMailbox, start)).toMatchObject({ outcome: 'connected' });
  expect(await inboxNow(owner, inbox)).toMatchObject({ connection: { shared: true } });
});

test('can’t be put in the place of an account’s own mailbox that is connected', async () => {
  const emailAddress = BILLING;
  const inbox = await connectedInbox(owner, 'microsoft', { emailAddress }, { account: BILLING });
  const before = await rowNow(inbox);
  expect(await signIn(inbox)).toMatchObject({
    outcome: 'wrong-account',
    expected: BILLING,
    mailbox: SHARED,
    acceptable: false,
  });
  expect(await rowNow(inbox)).toEqual(before);
});

test('is no account’s own: to sign in without saying that it is shared is the wrong account', async () => {
  const inbox = await connectShared();
  const before = await rowNow(inbox);
  expect(await signIn(inbox, BILLING, { returnTo: 'inbox' })).toMatchObject({
    outcome: 'wrong-account',
    account: BILLING,
    acceptable: false,
  });
  expect(await rowNow(inbox)).toEqual(before);
});

test('is Microsoft’s: Gmail has none', async () => {
  const inbox = await makeOAuthInbox(owner, 'google');
  const path = `/api/orgs/acme/inboxes/${inbox.id}/oauth`;
  expect(await owner.post(path, START)).toMatchObject({
    status: 422,
    body: { code: 'invalid-input', errors: [{ pointer: '#/sharedMailbox' }] },
  });
});

test.each(['not an address', 'a@b', '../me', 'x@contoso.test/../../me', '', 5])(
  '%j is the address of none',
  async (sharedMailbox) => {
    const inbox = await make();
    const path = `/api/orgs/acme/inboxes/${inbox.id}/oauth`;
    const answer = await owner.post(path, { returnTo: 'inbox', sharedMailbox });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
    expect((await calls()).microsoft.profile).toBe(0);
  },
);

test('is not what an account’s own mailbox becomes by somebody else’s sign-in, unasked', async () => {
  const inbox = await connectShared();
  const own = { provider: 'microsoft', account: SHARED, scopes: [], shared: false };
  const { providerSubject } = await rowNow(inbox);
  const before = {
    oauthAccount: JSON.stringify(own),
    providerSubject: `${providerSubject?.split(':')[0]}:its-own-account`,
  };
  await db.update(inboxes).set(before).where(eq(inboxes.id, inbox.id));
  expect(await signIn(inbox)).toMatchObject({ outcome: 'wrong-account', acceptable: true });
  expect(await rowNow(inbox)).toMatchObject(before);
});

test('is told of in the audit with who opens it, each time that it is connected', async () => {
  const inbox = await connectShared();
  expect(await signIn(inbox)).toMatchObject({ outcome: 'connected' });
  const events = await db.select().from(auditEvents);
  const told = events.filter(({ action }) => action === 'inbox.connected');
  expect(told).toHaveLength(2);
  for (const { changes } of told) {
    expect(JSON.parse(changes)).toContainEqual({
      field: 'account',
      before: null,
      after: `${BILLING} (shared mailbox)`,
    });
  }
});
