import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import { makeAcmeInbox } from '../../../testing/acme-inbox.ts';
import { clearFaults, forgetCalls, revokeGrants } from '../../../testing/identity-provider.ts';
import { CANARY, STARTTLS, WORKING } from '../../../testing/mail.ts';
import { connectedInbox, inboxNow, makeOAuthInbox, rowNow } from '../../../testing/sign-in.ts';
import { changeGrant, grantOf } from '../../../testing/stored-grant.ts';
import { opens, refreshes, tokenOf } from '../../../testing/tokens.ts';
import { type Browser, db, IMAP_INBOX } from '../../../testing/world.ts';
import { inboxes } from '../../inboxes/tables.ts';

// By a real service binding to the entrypoint, as another Worker has it.
const service = env.INBOXES;

let admin: Browser;
let imap: Inbox;

beforeEach(async () => {
  await clearFaults();
  const made = await makeAcmeInbox();
  admin = made.admin;
  imap = (await admin.put(`${made.path}/connection`, WORKING)).body as Inbox;
});

const names = ['google', 'microsoft'] as const;
const MAIL = { google: 'sales@acme.test', microsoft: 'support@contoso.test' };

const oauthInbox = (name: (typeof names)[number]) =>
  connectedInbox(admin, name, { emailAddress: MAIL[name] }, { account: MAIL[name] });

const act = (inbox: Inbox, action: string) =>
  admin.post(`/api/orgs/acme/inboxes/${inbox.id}/${action}`, {});

const garble = async (inbox: Inbox) => {
  const credentialsEncrypted = `${(await rowNow(inbox)).credentialsEncrypted}A`;
  await db.update(inboxes).set({ credentialsEncrypted }).where(eq(inboxes.id, inbox.id));
};

const nothing = (reason: string) => ({ ok: false, reason });

describe('credentials', () => {
  test('of an inbox with mail servers are both, each with its password', async () => {
    const { id } = imap;
    const login = { host: '127.0.0.1', username: IMAP_INBOX.emailAddress, password: CANARY };
    expect(await service.credentials(id)).toEqual({
      ok: true,
      kind: 'mail-servers',
      tenant: 'acme',
      emailAddress: 'support@acme.test',
      version: (await rowNow(imap)).credentialsVersion,
      imap: { ...login, port: WORKING.imap.port, security: 'tls' },
      smtp: { ...login, port: WORKING.smtp.port, security: 'tls' },
    });
    await admin.put(`/api/orgs/acme/inboxes/${id}/connection`, STARTTLS);
    expect(await service.credentials(id)).toMatchObject({ smtp: STARTTLS.smtp });
  });

  test.each(names)(
    'of an inbox at %s say whose token to ask for, which opens the mailbox',
    async (name) => {
      const inbox = await oauthInbox(name);
      const { credentialsVersion: version } = await rowNow(inbox);
      const account = MAIL[name];
      expect(await service.credentials(inbox.id)).toEqual({
        ok: true,
        kind: 'oauth',
        tenant: 'acme',
        emailAddress: account,
        version,
        provider: name,
        account,
        shared: false,
      });
      const token = await service.accessToken(inbox.id);
      expect(token).toMatchObject({
        tenant: 'acme',
        provider: name,
        emailAddress: account,
        version,
      });
      expect(await opens(name, token)).toEqual({ ok: true, address: account });
    },
  );
});

describe.each(['credentials', 'accessToken'] as const)('%s', (method) => {
  test('are not found of an inbox that never was, or is deleted', async () => {
    const inbox = await oauthInbox('google');
    await admin.delete(`/api/orgs/acme/inboxes/${inbox.id}`);
    for (const id of [inbox.id, 'inb_unknown', '', '../inboxes', '🦋']) {
      expect(await service[method](id)).toEqual(nothing('not-found'));
    }
  });

  test('are not given of an archived inbox until it is restored', async () => {
    const inbox = await oauthInbox('google');
    await act(inbox, 'archive');
    expect(await service[method](inbox.id)).toEqual(nothing('inbox-archived'));
    await act(inbox, 'restore');
    expect(await service[method](inbox.id)).toMatchObject({ ok: true });
  });

  test('are not given of an inbox that is not connected, or no more', async () => {
    const made = await makeOAuthInbox(admin, 'microsoft');
    expect(await service[method](made.id)).toEqual(nothing('not-connected'));
    const inbox = await oauthInbox('google');
    await act(inbox, 'disconnect');
    expect(await service[method](inbox.id)).toEqual(nothing('not-connected'));
  });

  test('are not given where what is stored can’t be read, and leave it as it is', async () => {
    const inbox = await oauthInbox('google');
    await garble(inbox);
    const before = await rowNow(inbox);
    expect(await service[method](inbox.id)).toEqual(nothing('credentials-unreadable'));
    expect(await rowNow(inbox)).toEqual(before);
  });
});

test('mail servers’ unreadable passwords are no passwords', async () => {
  await garble(imap);
  expect(await service.credentials(imap.id)).toEqual(nothing('credentials-unreadable'));
});

test('an inbox with mail servers has no access token', async () => {
  expect(await service.accessToken(imap.id)).toEqual(nothing('wrong-connection-type'));
});

describe('a report of mail servers that refuse', () => {
  test('puts the inbox in error, with what they said', async () => {
    const known = await service.credentials(imap.id);
    const version = 'version' in known ? known.version : -1;
    const reported = await service.reportAuthFailure(imap.id, 'wrong-password', version);
    expect(reported).toEqual({ ok: true, isInError: true });
    expect(await inboxNow(admin, imap)).toMatchObject({
      status: 'error',
      connectedAt: null,
      lastError: { code: 'wrong-password' },
    });
    await act(imap, 'checks');
    expect(await inboxNow(admin, imap)).toMatchObject({ status: 'connected', lastError: null });
  });

  test.each(['connect-timeout', 'server-unavailable', 'oauth'] as const)(
    'is not believed of what may pass (%s)',
    async (code) => {
      expect(await service.reportAuthFailure(imap.id, code)).toEqual({
        ok: true,
        isInError: false,
      });
      expect(await inboxNow(admin, imap)).toMatchObject({ status: 'connected', lastError: null });
    },
  );

  test('changes nothing where the credentials are others by now', async () => {
    const { credentialsVersion } = await rowNow(imap);
    await admin.put(`/api/orgs/acme/inboxes/${imap.id}/connection`, STARTTLS);
    const before = await rowNow(imap);
    expect(await service.reportAuthFailure(imap.id, 'wrong-password', credentialsVersion)).toEqual({
      ok: true,
      isInError: false,
    });
    expect(await rowNow(imap)).toEqual(before);
  });

  test('is answered as any question of an inbox that gives no credentials', async () => {
    const report = () => service.reportAuthFailure(imap.id, 'wrong-password');
    await act(imap, 'disconnect');
    expect(await report()).toEqual(nothing('not-connected'));
    await act(imap, 'archive');
    expect(await report()).toEqual(nothing('inbox-archived'));
    await admin.delete(`/api/orgs/acme/inboxes/${imap.id}`);
    expect(await report()).toEqual(nothing('not-found'));
  });
});

describe.each(names)('a report of a token that %s’s API refuses', (name) => {
  const AGED_MS = 61_000;
  const aged = async (inbox: Inbox) =>
    changeGrant(inbox, { issuedAt: (await grantOf(inbox)).issuedAt - AGED_MS });

  test('gets a fresh one, once the refused one is a minute old, and leaves a good inbox alone', async () => {
    const inbox = await oauthInbox(name);
    await forgetCalls();
    const { accessToken } = tokenOf(await service.accessToken(inbox.id));
    const report = () => service.reportAuthFailure(inbox.id, 'oauth');
    expect(await report()).toEqual({ ok: true, isInError: false });
    expect(await refreshes(name)).toBe(0);
    await aged(inbox);
    expect(await report()).toEqual({ ok: true, isInError: false });
    expect(await refreshes(name)).toBe(1);
    expect(tokenOf(await service.accessToken(inbox.id)).accessToken).not.toBe(accessToken);
    expect(await inboxNow(admin, inbox)).toMatchObject({ status: 'connected', lastError: null });
  });

  test('puts the inbox in error when the permission has ended', async () => {
    const inbox = await oauthInbox(name);
    await revokeGrants(MAIL[name]);
    await aged(inbox);
    expect(await service.reportAuthFailure(inbox.id, 'oauth')).toEqual({
      ok: true,
      isInError: true,
    });
    expect(await inboxNow(admin, inbox)).toMatchObject({
      status: 'error',
      lastError: { code: 'oauth_refresh_failed' },
    });
    expect(await service.accessToken(inbox.id)).toMatchObject({ reason: 'oauth_refresh_failed' });
  });

  test('asks nobody where the credentials are others by now', async () => {
    const inbox = await oauthInbox(name);
    const { credentialsVersion } = await rowNow(inbox);
    await revokeGrants(MAIL[name]);
    await aged(inbox);
    await forgetCalls();
    expect(await service.reportAuthFailure(inbox.id, 'oauth', credentialsVersion - 1)).toEqual({
      ok: true,
      isInError: false,
    });
    expect(await refreshes(name)).toBe(0);
  });
});

describe('from the internet', () => {
  test.each(['credentials', 'access-token', 'accessToken', 'auth-failures', 'inboxFor'])(
    'there is no way to %s',
    async (method) => {
      for (const path of [
        `/api/${method}/${imap.id}`,
        `/api/inboxes/${imap.id}/${method}`,
        `/api/orgs/acme/inboxes/${imap.id}/${method}`,
        `/api/InboxService/${method}`,
      ]) {
        for (const answer of [await admin.get(path), await admin.post(path, [imap.id])]) {
          expect([path, answer.status]).toEqual([path, 404]);
          expect(answer.text).not.toContain(CANARY);
        }
      }
    },
  );
});
