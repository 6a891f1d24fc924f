import { env } from 'cloudflare:workers';
import { beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Inbox } from '../../../../contract/inbox.ts';
import { createVault } from '../../../platform/vault.ts';
import {
  addFault,
  type Choice,
  choose,
  clearFaults,
  configuration,
  issuedSecrets,
} from '../../../testing/identity-provider.ts';
import { makeOAuthInbox, resultAt } from '../../../testing/sign-in.ts';
import { spellingsOf } from '../../../testing/spellings.ts';
import { expire } from '../../../testing/stored-grant.ts';
import { wholeDatabase } from '../../../testing/whole-database.ts';
import { type Answer, type Browser, db, makeTenant, signedIn } from '../../../testing/world.ts';
import { oauthTransactions } from '../tables.ts';

const ORG = '/api/orgs/acme';
const OTHER = { google: 'jane@acme.test', microsoft: 'jane@contoso.test' };
// How every id_token begins: {"alg":
const ID_TOKEN = 'eyJhbGciOi';

const vault = createVault(env.ENCRYPTION_KEY);
const sealed = z.object({ codeVerifier: z.string(), nonce: z.string() });

let owner: Browser;
let heard: Answer[];
let logged: string[];
let before: ReadonlySet<string>;
beforeEach(async () => {
  await clearFaults();
  await makeTenant('acme');
  heard = [];
  logged = [];
  before = new Set(await issuedSecrets());
  owner = listening(await signedIn('owner@acme.test'));
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...parts) => void logged.push(parts.join(' ')));
  }
  return () => void vi.restoreAllMocks();
});

const listening = (own: Browser): Browser => {
  const hear =
    <Args extends unknown[]>(ask: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      const answer = await ask(...args);
      heard.push(answer);
      return answer;
    };
  return { ...own, get: hear(own.get), post: hear(own.post), delete: hear(own.delete) };
};

// Those of other tests are none of ours to look for.
const issuedHere = async () => (await issuedSecrets()).filter((secret) => !before.has(secret));

const answersAsText = () =>
  heard.map(({ headers, text }) => `${JSON.stringify([...headers])}\n${text}`);

const secretsOf = async (state: string): Promise<string[]> => {
  const rows = await db.select().from(oauthTransactions);
  const found = await Promise.all(
    rows.map(async ({ sealed: envelope, tenant, inbox, stateHash: item }) => {
      const slot = { tenant, inbox, item, purpose: 'oauth-transaction' } as const;
      const opened = await vault.open(envelope, slot);
      return opened.ok ? Object.values(sealed.parse(JSON.parse(opened.secret))) : [];
    }),
  );
  return [state, ...found.flat()];
};

/** The one answer that state and nonce belong in is taken out of those that are heard. */
const beginUnheard = async (inbox: Inbox) => {
  const answer = await owner.post(`${ORG}/inboxes/${inbox.id}/oauth`, { returnTo: 'inbox' });
  heard.pop();
  const url = new URL((answer.body as { authorizationUrl: string }).authorizationUrl);
  const secrets = await secretsOf(url.searchParams.get('state') ?? '');
  expect(secrets.length).toBeGreaterThanOrEqual(3);
  expect(secrets).toContain(url.searchParams.get('nonce'));
  // The verifier stays here: only its hash goes to the browser.
  for (const secret of secrets.filter((one) => !url.href.includes(one))) {
    expect(answer.text).not.toContain(secret);
  }
  expect(secrets.filter((one) => url.href.includes(one))).toHaveLength(2);
  return { url, secrets };
};

const expectNowhere = (secrets: string[], places: string[]) => {
  const text = places.join('\n');
  // Too short to be told from other text, it would be looked for in vain.
  expect(secrets.filter(({ length }) => length <= 20)).toEqual([]);
  const isThere = (secret: string) => spellingsOf(secret).some((one) => text.includes(one));
  expect(secrets.filter(isThere)).toEqual([]);
};

type Name = 'google' | 'microsoft';

/** Every secret of every sign-in that was begun, and how they ended, in all that can become of them. */
const live = async (name: Name) => {
  const begun: string[] = [];
  const outcomes: string[] = [];
  const signIn = async (inbox: Inbox, choice: Choice = {}) => {
    const { url, secrets } = await beginUnheard(inbox);
    begun.push(...secrets);
    expectNowhere(secrets, [await wholeDatabase()]);
    const back = await choose(name, url, choice);
    const answer = await owner.get(back.pathname + back.search);
    const result = await resultAt(owner, new URL(answer.headers.get('location') ?? ''));
    outcomes.push(result.outcome);
    return result;
  };
  const inbox = await makeOAuthInbox(owner, name);
  const other = await makeOAuthInbox(owner, name, { emailAddress: 'other@acme.test' });
  const path = `${ORG}/inboxes/${inbox.id}`;
  const during = async (endpoint: string, kind: string, ask: () => Promise<unknown>) => {
    await addFault({ provider: name, endpoint, kind });
    await ask();
    await clearFaults();
  };
  const check = () => owner.post(`${path}/checks`, {});

  for (const kind of ['garbage', 'invalid_client', 'wrong-nonce', 'missing-refresh-token']) {
    await during('token', kind, () => signIn(inbox));
  }
  await during('profile', '500', () => signIn(inbox));
  await signIn(inbox, { cancel: true });
  const differs = await signIn(other, { account: OTHER[name] });
  expectNowhere(await issuedHere(), [await wholeDatabase()]);
  await owner.post(`${ORG}/inboxes/${other.id}/oauth-results/${differs.id}/accept`, {});
  await signIn(inbox);
  await signIn(inbox, { account: OTHER[name] });
  await check();
  for (const kind of ['500', 'garbage', 'invalid_client']) await during('refresh', kind, check);
  await expire(inbox);
  await during('refresh', 'invalid_grant', check);
  await lookEverywhere(path);
  expectNowhere(await issuedHere(), [await wholeDatabase()]);
  await owner.post(`${path}/disconnect`, {});
  await owner.delete(`${ORG}/inboxes/${other.id}`);
  return { begun, outcomes };
};

const lookEverywhere = async (inbox: string) => {
  const ofInbox = ['', '/timeline', '/deletion-preview', '/aliases'].map((rest) => inbox + rest);
  const ofTenant = ['/inboxes', '/audit', '/oauth-providers', '/members'].map((rest) => ORG + rest);
  for (const path of [...ofInbox, ...ofTenant]) await owner.get(path);
};

test.each<Name>(['google', 'microsoft'])(
  'what %s gives us is in no answer, no log line and no table, whatever becomes of it',
  async (name) => {
    const { begun, outcomes } = await live(name);
    expect(outcomes).toEqual([
      ...['provider-unavailable', 'client-misconfigured', 'answer-untrusted', 'provider-refused'],
      ...['provider-unavailable', 'cancelled', 'address-differs', 'connected', 'wrong-account'],
    ]);
    expect(heard.filter(({ status }) => status >= 400)).toEqual([]);
    expect(logged.length).toBeGreaterThan(heard.length);
    const { GOOGLE_CLIENT_SECRET = '', MICROSOFT_CLIENT_SECRET = '' } = configuration;
    const issued = await issuedHere();
    expect(issued.length).toBeGreaterThan(10);
    const places = [...answersAsText(), logged.join('\n'), await wholeDatabase()];
    expectNowhere([...issued, ...begun, GOOGLE_CLIENT_SECRET, MICROSOFT_CLIENT_SECRET], places);
    expect(places.filter((place) => place.includes(ID_TOKEN))).toEqual([]);
  },
);
