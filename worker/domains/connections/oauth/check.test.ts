import { desc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import {
  addFault,
  calls,
  clearFaults,
  forgetCalls,
  grantFor,
} from '../../../testing/identity-provider.ts';
import {
  connectedInbox,
  inboxNow,
  makeOAuthInbox,
  rowNow,
  signInAt,
} from '../../../testing/sign-in.ts';
import { slowMailbox } from '../../../testing/slow-provider.ts';
import { changeGrant, grantOf } from '../../../testing/stored-grant.ts';
import { type Browser, db, makeTenant, signedIn } from '../../../testing/world.ts';
import { auditEvents } from '../../audit/tables.ts';
import { inboxes } from '../../inboxes/tables.ts';

let owner: Browser;

beforeEach(async () => {
  await clearFaults();
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
});

const names = ['google', 'microsoft'] as const;

const pathOf = ({ id }: Inbox) => `/api/orgs/acme/inboxes/${id}`;
const check = (inbox: Inbox) => owner.post(`${pathOf(inbox)}/checks`, {});
const lastEvent = () => db.select().from(auditEvents).orderBy(desc(auditEvents.seq)).get();

const WITHOUT_MAILBOX = { google: 'calendar@acme.test', microsoft: 'unlicensed@contoso.test' };

/** Lets the grant be one whose account has no mailbox (any more); gives what puts it right again. */
const loseMailbox = async (inbox: Inbox, name: 'google' | 'microsoft') => {
  const held = await grantOf(inbox);
  const { refreshToken } = await grantFor(name, { account: WITHOUT_MAILBOX[name] });
  await changeGrant(inbox, { refreshToken: refreshToken ?? '' });
  return () => changeGrant(inbox, held);
};

describe.each(names)('a check of an inbox connected at %s', (name) => {
  test('asks for a fresh token and opens the mailbox with it', async () => {
    const inbox = await connectedInbox(owner, name);
    const before = await rowNow(inbox);
    await forgetCalls();
    const answer = await check(inbox);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        ok: true,
        provider: name,
        stages: [
          { stage: 'token', status: 'passed' },
          { stage: 'mailbox', status: 'passed' },
        ],
        failure: null,
      },
    });
    expect((await calls())[name]).toMatchObject({ refresh: 1, profile: name === 'google' ? 1 : 2 });
    const row = await rowNow(inbox);
    expect(row.connectedAt).toEqual(before.connectedAt);
    expect(row.lastCheckedAt?.getTime()).toBeGreaterThan(before.lastCheckedAt?.getTime() ?? 0);
  });

  test('is told in the timeline: by whom, of which account, with what result', async () => {
    const inbox = await connectedInbox(owner, name);
    await check(inbox);
    const event = await lastEvent();
    expect(event).toMatchObject({
      action: 'inbox.checked',
      inbox: inbox.id,
      actorId: 'owner@acme.test',
    });
    expect(JSON.parse(event?.changes ?? '')).toMatchObject([
      { field: 'account', after: inbox.emailAddress },
      { field: 'result', after: 'passed' },
    ]);
  });

  test('puts an inbox in error whose account has lost its mailbox, and mends it later', async () => {
    const inbox = await connectedInbox(owner, name);
    const giveBack = await loseMailbox(inbox, name);
    expect(await check(inbox)).toMatchObject({
      status: 200,
      body: {
        ok: false,
        stages: [{ status: 'passed' }, { status: 'failed' }],
        failure: { code: 'mailbox-denied' },
      },
    });
    expect(await inboxNow(owner, inbox)).toMatchObject({
      status: 'error',
      connectedAt: null,
      lastError: { code: 'mailbox-denied' },
    });
    expect((await rowNow(inbox)).disconnectedAt).not.toBeNull();
    await giveBack();
    expect((await check(inbox)).body).toMatchObject({ ok: true });
    expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'connected', lastError: null });
  });

  test.each([
    ['refresh', '500', 'provider-unavailable', ['failed', 'skipped']],
    ['refresh', 'invalid_client', 'client-misconfigured', ['failed', 'skipped']],
    ['profile', '503', 'provider-unavailable', ['passed', 'failed']],
    ['profile', 'garbage', 'provider-unavailable', ['passed', 'failed']],
  ] as const)('(%s: %s) says %s and changes nothing: nothing was found out', async (...fault) => {
    const [endpoint, kind, code, statuses] = fault;
    const inbox = await connectedInbox(owner, name);
    const before = await inboxNow(owner, inbox);
    await addFault({ provider: name, endpoint, kind });
    expect(await check(inbox)).toMatchObject({
      status: 200,
      body: { ok: false, failure: { code }, stages: statuses.map((status) => ({ status })) },
    });
    expect(await inboxNow(owner, inbox)).toEqual(before);
  });

  test('does not mend an error that it says nothing about', async () => {
    const inbox = await connectedInbox(owner, name);
    await loseMailbox(inbox, name);
    await check(inbox);
    await addFault({ provider: name, endpoint: 'profile', kind: '503' });
    expect((await check(inbox)).body).toMatchObject({ failure: { code: 'provider-unavailable' } });
    expect(await inboxNow(owner, inbox)).toMatchObject({ lastError: { code: 'mailbox-denied' } });
  });

  test('is refused where nothing is connected', async () => {
    const made = await makeOAuthInbox(owner, name);
    const refused = { status: 409, body: { code: 'not-connected' } };
    expect(await check(made)).toMatchObject(refused);
    expect(await signInAt(owner, name, made)).toMatchObject({ outcome: 'connected' });
    await owner.post(`${pathOf(made)}/disconnect`, {});
    expect(await check(made)).toMatchObject(refused);
  });

  test('is refused where the inbox is archived', async () => {
    const inbox = await connectedInbox(owner, name);
    await owner.post(`${pathOf(inbox)}/archive`, {});
    expect(await check(inbox)).toMatchObject({ status: 409, body: { code: 'inbox-archived' } });
  });

  test('is refused where the stored grant can’t be read, and leaves it as it is', async () => {
    const inbox = await connectedInbox(owner, name);
    const credentialsEncrypted = `${(await rowNow(inbox)).credentialsEncrypted}A`;
    await db.update(inboxes).set({ credentialsEncrypted }).where(eq(inboxes.id, inbox.id));
    const before = await rowNow(inbox);
    expect(await check(inbox)).toMatchObject({
      status: 409,
      body: { code: 'credentials-unreadable' },
    });
    expect(await rowNow(inbox)).toEqual(before);
  });

  test('changes nothing of an inbox that was disconnected meanwhile', async () => {
    const inbox = await connectedInbox(owner, name);
    await loseMailbox(inbox, name);
    const slow = slowMailbox();
    const checking = check(inbox);
    await slow.decided();
    await owner.post(`${pathOf(inbox)}/disconnect`, {});
    const disconnected = await rowNow(inbox);
    slow.letThrough();
    expect((await checking).body).toMatchObject({ failure: { code: 'mailbox-denied' } });
    expect(await rowNow(inbox)).toEqual(disconnected);
  });
});

describe('a check of a shared mailbox', () => {
  const shared = { emailAddress: 'shared@contoso.test', name: 'Shared' };
  const start = { returnTo: 'inbox', sharedMailbox: shared.emailAddress } as const;
  const billing = { account: 'billing@contoso.test' };

  test('passes with an account that opens it, and fails with one that opens only its own', async () => {
    const made = await makeOAuthInbox(owner, 'microsoft', shared);
    const result = await signInAt(owner, 'microsoft', made, billing, start);
    expect(result).toMatchObject({ outcome: 'connected' });
    expect((await check(made)).body).toMatchObject({ ok: true });
    const account = 'support@contoso.test';
    const { refreshToken } = await grantFor('microsoft', { account }, true);
    await changeGrant(made, { refreshToken: refreshToken ?? '' });
    expect((await check(made)).body).toMatchObject({ failure: { code: 'mailbox-denied' } });
  });
});
