import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthStarted } from '../../contract/oauth.ts';
import type { IdentityProvider } from '../identity-provider/identity-provider.ts';
import { choose } from '../identity-provider/testing.ts';
import { type Stand, startConsumerAndStand } from './stand.ts';

const START_MS = 120_000;

let world: Awaited<ReturnType<typeof startConsumerAndStand>>;
let admin: Awaited<ReturnType<typeof signIn>>;

/** Somebody who is signed in at the stand, by its API. */
const signIn = async ({ url, people }: Stand) => {
  const cookies: string[] = [];
  const send = (method: string, path: string, body?: unknown) =>
    fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: { origin: url, 'content-type': 'application/json', cookie: cookies.join('; ') },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const answer = await send('POST', '/api/auth/sign-in/email', people[0]);
  cookies.push(...answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? ''));
  return {
    send,
    read: async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
      const read = await send(method, path, body);
      if (!read.ok) throw new Error(`${path}: ${read.status} ${await read.text()}`);
      return (await read.json()) as Body;
    },
  };
};

const INBOXES = '/api/orgs/acme/inboxes';

beforeAll(async () => {
  world = await startConsumerAndStand();
  admin = await signIn(world.stand);
}, START_MS);
afterAll(() => world?.stop(), START_MS);

test('another Worker is given the mail servers of an inbox, and reports that they refuse', async () => {
  const { emailAddress, imap, smtp } = world.stand.mailbox;
  const made = { name: 'Pipeline', emailAddress, connectionType: 'imap' };
  const { id } = await admin.read<Inbox>('POST', INBOXES, made);
  await admin.read('PUT', `${INBOXES}/${id}/connection`, { imap, smtp });
  expect(await world.ask('credentials', id)).toMatchObject({
    answer: { ok: true, kind: 'mail-servers', tenant: expect.any(String), imap, smtp },
  });
  expect(await world.ask('accessToken', id)).toEqual({
    answer: { ok: false, reason: 'wrong-connection-type' },
  });
  expect(await world.ask('inboxFor', emailAddress.toUpperCase())).toMatchObject({
    answer: [{ inboxId: id, emailAddress, isAlias: false }],
  });
  expect(await world.ask('reportAuthFailure', id, 'wrong-password')).toEqual({
    answer: { ok: true, isInError: true },
  });
  expect(await admin.read<Inbox>('GET', `${INBOXES}/${id}`)).toMatchObject({ status: 'error' });
});

test('another Worker is given a token that opens the mailbox, by the Durable Object that keeps it', async () => {
  const emailAddress = 'jane@acme.test';
  const made = { name: 'Jane', emailAddress, connectionType: 'gmail' };
  const { id } = await admin.read<Inbox>('POST', INBOXES, made);
  const start = { returnTo: 'inbox' };
  const path = `${INBOXES}/${id}/oauth`;
  const begun = await admin.read<OAuthStarted>('POST', path, start);
  const at = new URL(begun.authorizationUrl);
  const provider = { endpoints: { browser: at.origin } } as IdentityProvider;
  const back = await choose(provider, 'google', at, { account: emailAddress });
  expect((await admin.send('GET', back.pathname + back.search)).status).toBe(303);
  expect(await world.ask('credentials', id)).toMatchObject({
    answer: { ok: true, kind: 'oauth', provider: 'google', account: emailAddress, shared: false },
  });
  const { answer } = (await world.ask('accessToken', id)) as { answer: { accessToken: string } };
  const mailbox = `${world.stand.identityProvider}/google/gmail/v1/users/me/profile`;
  const headers = { authorization: `Bearer ${answer.accessToken}` };
  expect(await (await fetch(mailbox, { headers })).json()).toMatchObject({ emailAddress });
  expect(await world.ask('reportAuthFailure', id, 'oauth')).toEqual({
    answer: { ok: true, isInError: false },
  });
});

test('the entrypoint answers nothing but its methods', async () => {
  expect(await world.ask('credentials', 'inb_unknown')).toEqual({
    answer: { ok: false, reason: 'not-found' },
  });
  expect(await world.ask('api/health')).toMatchObject({ thrown: expect.any(String) });
});
