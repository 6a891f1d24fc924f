import { env } from 'cloudflare:workers';
import { asc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditAction } from '../../../../contract/audit.ts';
import type { DisconnectedInbox, Inbox } from '../../../../contract/inbox.ts';
import { createDeps } from '../../../deps.ts';
import {
  addFault,
  calls,
  clearFaults,
  clientOf,
  forgetCalls,
} from '../../../testing/identity-provider.ts';
import { connectedInbox, inboxNow, rowNow, signInAt } from '../../../testing/sign-in.ts';
import { grantOf } from '../../../testing/stored-grant.ts';
import { type Browser, db, makeTenant, signedIn } from '../../../testing/world.ts';
import { auditEvents } from '../../audit/tables.ts';
import { verifyChain } from '../../audit/verify.ts';
import { endPermission } from '../../inboxes/end-permission.ts';
import { inboxes } from '../../inboxes/tables.ts';
import { oauthResults } from '../tables.ts';

const GOOGLE_PAGE = 'https://myaccount.google.com/connections';
const MICROSOFT_PAGE = 'https://myapps.microsoft.com/';
const OTHER = { google: 'jane@acme.test', microsoft: 'jane@contoso.test' };

let owner: Browser;
beforeEach(async () => {
  await clearFaults();
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
  await forgetCalls();
});

const disconnect = async ({ id }: Pick<Inbox, 'id'>, own = owner, org = 'acme') => {
  const answer = await own.post(`/api/orgs/${org}/inboxes/${id}/disconnect`, {});
  expect(answer.status).toBe(200);
  return answer.body as DisconnectedInbox;
};

const remove = ({ id }: Inbox) => owner.delete(`/api/orgs/acme/inboxes/${id}`);

const refreshes = async (name: 'google' | 'microsoft', token: string) =>
  (await clientOf(name).refresh(token)).ok;

const eventsOf = (tenant = 'acme') =>
  db.select().from(auditEvents).where(eq(auditEvents.tenant, tenant)).orderBy(asc(auditEvents.seq));

const told = async (action: AuditAction, tenant?: string) =>
  (await eventsOf(tenant)).filter((event) => event.action === action);

const revoked = async () => (await calls()).google.revoke;

async function* stored(tenant: string) {
  for (const event of await eventsOf(tenant)) yield { ...event, at: event.at.getTime() };
}

const expectWholeChain = async (tenant = 'acme') =>
  expect((await verifyChain(stored(tenant))).broken).toBeNull();

describe.each(['google', 'microsoft'] as const)('disconnecting an inbox from %s', (name) => {
  test('destroys our tokens, and keeps the address and whose they were', async () => {
    const inbox = await connectedInbox(owner, name);
    const { providerSubject } = await rowNow(inbox);
    const answer = await disconnect(inbox);
    expect(answer).toMatchObject({
      status: 'disconnected',
      emailAddress: inbox.emailAddress,
      connectedAt: null,
      connection: { provider: name, account: inbox.emailAddress },
    });
    expect(await rowNow(inbox)).toMatchObject({
      credentialsEncrypted: null,
      credentialsKeyId: null,
      providerSubject,
    });
    expect(await told('inbox.disconnected')).toHaveLength(1);
    await expectWholeChain();
  });

  test('twice is no error, and asks for nothing more', async () => {
    const inbox = await connectedInbox(owner, name);
    await disconnect(inbox);
    const before = await rowNow(inbox);
    const asked = await revoked();
    expect(await disconnect(inbox)).toMatchObject({ status: 'disconnected', revocation: null });
    expect(await rowNow(inbox)).toEqual(before);
    expect(await revoked()).toBe(asked);
    expect(await told('inbox.disconnected')).toHaveLength(1);
  });

  test('lets the same account connect it again, and no other', async () => {
    const inbox = await connectedInbox(owner, name);
    await disconnect(inbox);
    const wrong = await signInAt(owner, name, inbox, { account: OTHER[name] });
    expect(wrong).toMatchObject({ outcome: 'wrong-account', acceptable: false });
    expect((await rowNow(inbox)).credentialsEncrypted).toBeNull();
    expect(await signInAt(owner, name, inbox)).toMatchObject({ outcome: 'connected' });
    const check = await owner.post(`/api/orgs/acme/inboxes/${inbox.id}/checks`, {});
    expect(check).toMatchObject({ status: 200, body: { ok: true } });
  });

  test('lets an archived inbox go as well', async () => {
    const inbox = await connectedInbox(owner, name);
    await owner.post(`/api/orgs/acme/inboxes/${inbox.id}/archive`, {});
    const outcome = name === 'google' ? 'revoked' : 'not-offered';
    expect((await disconnect(inbox)).revocation).toMatchObject({ outcome });
    expect((await rowNow(inbox)).credentialsEncrypted).toBeNull();
  });

  test('by deleting it destroys our tokens, and forgets whose they were', async () => {
    const inbox = await connectedInbox(owner, name);
    expect((await remove(inbox)).status).toBe(204);
    expect(await rowNow(inbox)).toMatchObject({
      credentialsEncrypted: null,
      providerSubject: null,
      oauthAccount: null,
    });
    await expectWholeChain();
  });
});

describe('Google’s permission', () => {
  test('ends with the last inbox of the account', async () => {
    const inbox = await connectedInbox(owner, 'google');
    const { refreshToken } = await grantOf(inbox);
    expect((await disconnect(inbox)).revocation).toEqual({
      outcome: 'revoked',
      manageUrl: GOOGLE_PAGE,
    });
    expect(await revoked()).toBe(1);
    expect(await refreshes('google', refreshToken)).toBe(false);
    const [event] = await told('inbox.permission-revoked');
    expect(event).toMatchObject({ inbox: inbox.id });
    expect(JSON.parse(event?.changes ?? '')).toContainEqual({
      field: 'result',
      before: null,
      after: 'revoked',
    });
    await expectWholeChain();
  });

  test('ends with the last inbox that is deleted', async () => {
    const inbox = await connectedInbox(owner, 'google');
    const { refreshToken } = await grantOf(inbox);
    await remove(inbox);
    expect(await refreshes('google', refreshToken)).toBe(false);
    expect(await told('inbox.permission-revoked')).toHaveLength(1);
    await expectWholeChain();
  });

  const inTwoTenants = async () => {
    await makeTenant('globex');
    const stranger = await signedIn('owner@globex.test');
    const theirs = await connectedInbox(stranger, 'google', { org: 'globex', name: 'Secret' });
    return { stranger, theirs, inbox: await connectedInbox(owner, 'google') };
  };

  test('is left while another tenant uses the account, of which nothing is told', async () => {
    const { stranger, theirs, inbox } = await inTwoTenants();
    const answer = await disconnect(inbox);
    expect(answer.revocation).toEqual({ outcome: 'still-used', manageUrl: GOOGLE_PAGE });
    expect(await revoked()).toBe(0);
    const heard = JSON.stringify([answer, await eventsOf()]);
    for (const secret of ['globex', 'Secret', theirs.id]) expect(heard).not.toContain(secret);
    const check = await stranger.post(`/api/orgs/globex/inboxes/${theirs.id}/checks`, {});
    expect(check).toMatchObject({ status: 200, body: { ok: true } });
    const last = await disconnect(theirs, stranger, 'globex');
    expect(last.revocation).toMatchObject({ outcome: 'revoked' });
    expect(await revoked()).toBe(1);
  });

  test('ends when the last two of different tenants go at once', async () => {
    const { stranger, theirs, inbox } = await inTwoTenants();
    const tokens = [(await grantOf(theirs)).refreshToken, (await grantOf(inbox)).refreshToken];
    const answers = await Promise.all([disconnect(inbox), disconnect(theirs, stranger, 'globex')]);
    const outcomes = answers.map(({ revocation }) => revocation?.outcome);
    expect(outcomes).toContain('revoked');
    for (const outcome of outcomes) expect(['revoked', 'still-used']).toContain(outcome);
    for (const token of tokens) expect(await refreshes('google', token)).toBe(false);
    for (const tenant of ['acme', 'globex']) await expectWholeChain(tenant);
  });

  test('is left while another inbox of the tenant uses the account', async () => {
    const first = await connectedInbox(owner, 'google');
    // As after a change of the account's address.
    const made = await connectedInbox(
      owner,
      'google',
      { emailAddress: OTHER.google },
      {
        account: OTHER.google,
      },
    );
    await shareAccount(first, made);
    expect((await disconnect(first)).revocation).toMatchObject({ outcome: 'still-used' });
    expect((await disconnect(made)).revocation).toMatchObject({ outcome: 'revoked' });
  });

  test.each(['500', '429', 'reset', 'invalid_client'])(
    'that can’t be ended for %s is said so, and our tokens are gone all the same',
    async (kind) => {
      const inbox = await connectedInbox(owner, 'google');
      await addFault({ provider: 'google', endpoint: 'revoke', kind });
      const answer = await disconnect(inbox);
      expect(answer).toMatchObject({
        status: 'disconnected',
        revocation: { outcome: 'failed', manageUrl: GOOGLE_PAGE },
      });
      expect((await rowNow(inbox)).credentialsEncrypted).toBeNull();
      await expectWholeChain();
    },
  );

  test('that the person has ended already counts as ended', async () => {
    const inbox = await connectedInbox(owner, 'google');
    await clientOf('google').revoke((await grantOf(inbox)).refreshToken);
    expect((await disconnect(inbox)).revocation).toMatchObject({ outcome: 'revoked' });
  });

  test('asked for by two at once: the inbox is disconnected once', async () => {
    const inbox = await connectedInbox(owner, 'google');
    await Promise.all([disconnect(inbox), disconnect(inbox)]);
    expect(await told('inbox.disconnected')).toHaveLength(1);
    expect(await inboxNow(owner, inbox)).toMatchObject({ status: 'disconnected' });
    await expectWholeChain();
  });
});

const shareAccount = async (from: Inbox, to: Inbox) => {
  const { providerSubject } = await rowNow(from);
  await db.update(inboxes).set({ providerSubject }).where(eq(inboxes.id, to.id));
};

describe('Microsoft’s permission', () => {
  test('can’t be ended from here: the page is named where it can', async () => {
    const inbox = await connectedInbox(owner, 'microsoft');
    const before = await calls();
    expect((await disconnect(inbox)).revocation).toEqual({
      outcome: 'not-offered',
      manageUrl: MICROSOFT_PAGE,
    });
    expect(await calls()).toEqual(before);
  });
});

test('an inbox that is disconnected three times at once is revoked and told of once', async () => {
  const inbox = await connectedInbox(owner, 'google');
  await forgetCalls();
  const answers = await Promise.all([disconnect(inbox), disconnect(inbox), disconnect(inbox)]);
  expect(answers.map(({ status }) => status)).toEqual(Array(3).fill('disconnected'));
  expect(answers.filter(({ revocation }) => revocation !== null)).toHaveLength(1);
  expect(await revoked()).toBe(1);
  expect(await told('inbox.disconnected')).toHaveLength(1);
  expect(await told('inbox.permission-revoked')).toHaveLength(1);
});

test('an inbox that is connected again before its permission is revoked keeps it', async () => {
  const inbox = await connectedInbox(owner, 'google');
  const before = await rowNow(inbox);
  const deps = createDeps(env);
  const who = { tenant: 'acme', person: { id: 'owner@acme.test', name: 'owner' } };
  await disconnect(inbox);
  await signInAt(owner, 'google', inbox);
  await forgetCalls();
  const ending = { row: before, refreshToken: (await grantOf(inbox)).refreshToken };
  expect(await endPermission(deps, who, ending)).toMatchObject({ outcome: 'still-used' });
  expect(await revoked()).toBe(0);
});

test('a personal account of Microsoft is led to where personal accounts take permissions away', async () => {
  const inbox = await connectedInbox(owner, 'microsoft');
  const providerSubject = '9188040d-6c67-4c5b-b112-36a304b66dad:somebody';
  await db.update(inboxes).set({ providerSubject }).where(eq(inboxes.id, inbox.id));
  expect((await disconnect(inbox)).revocation?.manageUrl).toBe(
    'https://account.live.com/consent/Manage',
  );
});

test('disconnecting destroys a grant that waits to be accepted, too', async () => {
  const inbox = await connectedInbox(owner, 'google');
  await db.update(inboxes).set({ providerSubject: 'before' }).where(eq(inboxes.id, inbox.id));
  const result = await signInAt(owner, 'google', inbox);
  expect(result).toMatchObject({ outcome: 'wrong-account', acceptable: true });
  expect((await db.select().from(oauthResults)).filter(({ pending }) => pending)).toHaveLength(1);
  await disconnect(inbox);
  expect((await db.select().from(oauthResults)).filter(({ pending }) => pending)).toEqual([]);
});
