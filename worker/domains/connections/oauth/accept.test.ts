import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import type { OAuthResult } from '../../../../contract/oauth.ts';
import { addFault, clearFaults } from '../../../testing/identity-provider.ts';
import { STARTTLS } from '../../../testing/mail.ts';
import { inMinutes, oauthApi, through } from '../../../testing/oauth-api.ts';
import {
  connectedInbox,
  inboxNow,
  makeOAuthInbox,
  rowNow,
  signInAt,
  usualInbox,
} from '../../../testing/sign-in.ts';
import { grantOf } from '../../../testing/stored-grant.ts';
import { type Browser, db, IMAP_INBOX, makeTenant, signedIn } from '../../../testing/world.ts';
import { auditEvents } from '../../audit/tables.ts';
import { inboxes } from '../../inboxes/tables.ts';
import { oauthResults } from '../tables.ts';

const INBOXES = '/api/orgs/acme/inboxes';
const OTHER = { google: 'jane@acme.test', microsoft: 'jane@contoso.test' };
const OVER = { status: 409, body: { code: 'sign-in-over' } };
const NOT_FOUND = { status: 404, body: { code: 'not-found' } };

let owner: Browser;
beforeEach(async () => {
  await clearFaults();
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
});

const pathOf = ({ id }: Pick<Inbox, 'id'>, result: OAuthResult, org = 'acme') =>
  `/api/orgs/${org}/inboxes/${id}/oauth-results/${result.id}`;

const tellings = async () =>
  (await db.select().from(auditEvents).where(eq(auditEvents.action, 'inbox.connected'))).length;

describe.each(['google', 'microsoft'] as const)('a mailbox at %s to be accepted', (name) => {
  let inbox: Inbox;
  let result: OAuthResult;
  let path: string;
  beforeEach(async () => {
    inbox = await makeOAuthInbox(owner, name);
    result = await signInAt(owner, name, inbox, { account: OTHER[name] });
    expect(result).toMatchObject({ outcome: 'address-differs', acceptable: true });
    path = pathOf(inbox, result);
  });

  const accept = (own = owner, at = path) => own.post(`${at}/accept`, {});

  const expectStillOpen = async () => {
    expect((await owner.get(path)).body).toMatchObject({ acceptable: true });
    expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'disconnected' });
  };

  test('is the business of the person who signed in, and of nobody else', async () => {
    const admin = await signedIn('admin@acme.test');
    expect(await admin.get(path)).toMatchObject(NOT_FOUND);
    expect(await accept(admin)).toMatchObject(NOT_FOUND);
    await expectStillOpen();
  });

  test('is of one inbox, and of no other', async () => {
    const other = await makeOAuthInbox(owner, name, { emailAddress: 'other@acme.test' });
    expect(await owner.get(pathOf(other, result))).toMatchObject(NOT_FOUND);
    expect(await accept(owner, pathOf(other, result))).toMatchObject(NOT_FOUND);
    await expectStillOpen();
  });

  test('is of one tenant, and of no other', async () => {
    await makeTenant('globex');
    const stranger = await signedIn('owner@globex.test');
    const theirs = await makeOAuthInbox(stranger, name, { org: 'globex' });
    for (const at of [path, pathOf(theirs, result, 'globex'), pathOf(inbox, result, 'globex')]) {
      expect(await stranger.get(at)).toMatchObject(NOT_FOUND);
      expect(await accept(stranger, at)).toMatchObject(NOT_FOUND);
    }
    await expectStillOpen();
  });

  test('is accepted once, also by two at once', async () => {
    const answers = await Promise.all([accept(), accept(), accept()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)).toMatchObject(OVER);
    expect(await tellings()).toBe(1);
    expect(await rowNow(inbox)).toMatchObject({ version: 2, credentialsVersion: 1 });
    expect((await owner.get(path)).body).toMatchObject({ acceptable: false });
  });

  test('can be accepted for ten minutes', async () => {
    const [just, late] = [inMinutes(9.9), inMinutes(10.1)].map((at) =>
      through(owner, oauthApi({ at })),
    );
    expect((await late?.get(path))?.body).toMatchObject({ acceptable: false });
    expect(await accept(late)).toMatchObject(OVER);
    expect((await just?.get(path))?.body).toMatchObject({ acceptable: true });
    expect(await accept(just)).toMatchObject({ status: 200 });
  });

  test('is kept no longer than it can be accepted, once anybody signs in', async () => {
    const later = through(owner, oauthApi({ at: inMinutes(10.1) }));
    await signInAt(later, name, inbox, { cancel: true });
    const row = await db.select().from(oauthResults).where(eq(oauthResults.id, result.id)).get();
    expect(row?.pending).toBeNull();
  });

  test('is not there any more after an hour', async () => {
    const later = through(owner, oauthApi({ at: inMinutes(60.1) }));
    expect(await later.get(path)).toMatchObject(NOT_FOUND);
    expect(await accept(later)).toMatchObject(NOT_FOUND);
  });

  test('is over where the inbox was connected otherwise meanwhile', async () => {
    expect(await signInAt(owner, name, inbox)).toMatchObject({ outcome: 'connected' });
    const before = await rowNow(inbox);
    expect(await accept()).toMatchObject(OVER);
    expect(await rowNow(inbox)).toEqual(before);
  });

  test('is over where the inbox was connected and disconnected meanwhile', async () => {
    await signInAt(owner, name, inbox);
    await owner.post(`${INBOXES}/${inbox.id}/disconnect`, {});
    const before = await rowNow(inbox);
    expect(await accept()).toMatchObject(OVER);
    expect(await rowNow(inbox)).toEqual(before);
  });

  test('connects no archived inbox, and no deleted one', async () => {
    await owner.post(`${INBOXES}/${inbox.id}/archive`, {});
    expect(await accept()).toMatchObject({ status: 409, body: { code: 'inbox-archived' } });
    await owner.delete(`${INBOXES}/${inbox.id}`);
    const before = await rowNow(inbox);
    // With the inbox went the grant that waited for it.
    expect(await accept()).toMatchObject({ status: 409, body: { code: 'sign-in-over' } });
    expect(await rowNow(inbox)).toEqual(before);
  });

  test('can’t take the address of another inbox, but can once that is gone', async () => {
    const made = await owner.post(INBOXES, { ...IMAP_INBOX, emailAddress: OTHER[name] });
    expect(await accept()).toMatchObject({ status: 409, body: { code: 'address-taken' } });
    await expectStillOpen();
    await owner.delete(`${INBOXES}/${(made.body as Inbox).id}`);
    expect(await accept()).toMatchObject({ status: 200, body: { emailAddress: OTHER[name] } });
  });

  test('takes the address of an alias of its own, which then is none any more', async () => {
    await owner.post(`${INBOXES}/${inbox.id}/aliases`, { emailAddress: OTHER[name] });
    expect(await accept()).toMatchObject({
      status: 200,
      body: { status: 'connected', emailAddress: OTHER[name], aliases: [] },
    });
    expect(await inboxNow(owner, inbox)).toMatchObject({ aliases: [] });
  });

  test('can’t take the address of an alias, but can once that is gone', async () => {
    const made = (await owner.post(INBOXES, { ...IMAP_INBOX, emailAddress: 'x@acme.test' }))
      .body as Inbox;
    const aliases = `${INBOXES}/${made.id}/aliases`;
    const alias = (await owner.post(aliases, { emailAddress: OTHER[name] })).body as { id: string };
    expect(await accept()).toMatchObject({ status: 409, body: { code: 'address-taken' } });
    await expectStillOpen();
    await owner.delete(`${aliases}/${alias.id}`);
    expect(await accept()).toMatchObject({ status: 200 });
  });

  test('can’t make two inboxes answer one another', async () => {
    const { id } = (await owner.post(INBOXES, { ...IMAP_INBOX, emailAddress: 'x@acme.test' }))
      .body as Inbox;
    const login = { ...STARTTLS, imap: { ...STARTTLS.imap, username: OTHER[name] } };
    await owner.put(`${INBOXES}/${id}/connection?verify=false`, login);
    for (const answering of [id, inbox.id]) {
      const change = { autoResponse: { enabled: true, subject: 'Hello', body: 'We have it.' } };
      expect((await owner.patch(`${INBOXES}/${answering}`, change)).status).toBe(200);
    }
    expect(await accept()).toMatchObject({ status: 409, body: { code: 'auto-response-loop' } });
    await expectStillOpen();
  });

  test('does not open where it was moved to another inbox', async () => {
    const other = await makeOAuthInbox(owner, name, { emailAddress: 'other@acme.test' });
    await db.update(oauthResults).set({ inbox: other.id }).where(eq(oauthResults.id, result.id));
    const before = await rowNow(other);
    expect(await accept(owner, pathOf(other, result))).toMatchObject(OVER);
    expect(await rowNow(other)).toEqual(before);
  });

  test('is accepted while the provider is down: it was proven', async () => {
    await addFault({ provider: name, endpoint: 'profile', kind: '500' });
    expect(await accept()).toMatchObject({ status: 200, body: { status: 'connected' } });
  });

  test('is sealed for the inbox alone: its row stores it anew', async () => {
    const row = await db.select().from(oauthResults).where(eq(oauthResults.id, result.id)).get();
    await accept();
    expect((await rowNow(inbox)).credentialsEncrypted).not.toBe(row?.pending);
    expect((await grantOf(inbox)).refreshToken).toBeTruthy();
  });

  test('of a sign-in that brought nothing is none', async () => {
    const cancelled = await signInAt(owner, name, inbox, { cancel: true });
    expect(await accept(owner, pathOf(inbox, cancelled))).toMatchObject(OVER);
  });
});

test('a mailbox at Google whose permission has ended meanwhile is not accepted', async () => {
  const account = OTHER.google;
  const other = await connectedInbox(owner, 'google', { emailAddress: account }, { account });
  const inbox = await makeOAuthInbox(owner, 'google', { emailAddress: 'typed@acme.test' });
  const result = await signInAt(owner, 'google', inbox, { account });
  expect(result.acceptable).toBe(true);
  // The last inbox of the account that stands in the database: Google ends all it has granted.
  await owner.delete(`${INBOXES}/${other.id}`);
  const before = await rowNow(inbox);
  expect(await owner.post(`${pathOf(inbox, result)}/accept`, {})).toMatchObject(OVER);
  expect(await rowNow(inbox)).toEqual(before);
});

describe.each(['google', 'microsoft'] as const)('a connected inbox at %s', (name) => {
  test('takes the new address of the same account, if that is accepted', async () => {
    const inbox = await connectedInbox(owner, name);
    const before = { emailAddress: 'old@acme.test', emailAddressKey: 'old@acme.test' };
    await db.update(inboxes).set(before).where(eq(inboxes.id, inbox.id));
    const result = await signInAt(owner, name, inbox);
    const { emailAddress } = usualInbox[name];
    expect(result).toMatchObject({
      outcome: 'address-differs',
      expected: 'old@acme.test',
      mailbox: emailAddress,
      acceptable: true,
    });
    expect(await rowNow(inbox)).toMatchObject(before);
    const accepted = await owner.post(`${pathOf(inbox, result)}/accept`, {});
    expect(accepted).toMatchObject({ status: 200, body: { emailAddress, status: 'connected' } });
  });

  test('takes another account at the same address, if that is accepted', async () => {
    const inbox = await connectedInbox(owner, name);
    const { providerSubject: own } = await rowNow(inbox);
    await db.update(inboxes).set({ providerSubject: 'former' }).where(eq(inboxes.id, inbox.id));
    const before = await rowNow(inbox);
    const result = await signInAt(owner, name, inbox);
    expect(result).toMatchObject({ outcome: 'wrong-account', acceptable: true });
    expect(await rowNow(inbox)).toEqual(before);
    const accepted = await owner.post(`${pathOf(inbox, result)}/accept`, {});
    expect(accepted).toMatchObject({ status: 200, body: { status: 'connected' } });
    expect(await rowNow(inbox)).toMatchObject({ providerSubject: own });
  });
});
