import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import {
  addFault,
  type Choice,
  calls,
  choose,
  clearFaults,
  forgetCalls,
  issuedSecrets,
  providerCalled,
} from '../../../testing/identity-provider.ts';
import {
  begin,
  comeBack,
  connectedInbox,
  makeOAuthInbox,
  resultAt,
  rowNow,
  signInAt,
} from '../../../testing/sign-in.ts';
import { wholeDatabase } from '../../../testing/whole-database.ts';
import { type Browser, db, makeTenant, signedIn } from '../../../testing/world.ts';
import type { InboxRow } from '../../inboxes/tables.ts';
import { oauthResults } from '../tables.ts';

let owner: Browser;
beforeEach(async () => {
  await clearFaults();
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
  await forgetCalls();
});

const UNTRUSTED = { outcome: 'answer-untrusted', account: null, mailbox: null, reason: null };
const OTHER = { google: 'microsoft', microsoft: 'google' } as const;

const exchanges = async () => {
  const { google, microsoft } = await calls();
  return (google.token ?? 0) + (microsoft.token ?? 0);
};

const withQuery = (url: URL, changes: Record<string, string | null>): URL => {
  const other = new URL(url);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) other.searchParams.delete(name);
    else other.searchParams.set(name, value);
  }
  return other;
};

describe.each(['google', 'microsoft'] as const)('an answer of %s', (name) => {
  let inbox: Inbox;
  let before: InboxRow;
  beforeEach(async () => {
    inbox = await makeOAuthInbox(owner, name);
    before = await rowNow(inbox);
  });

  const answerTo = async (choice?: Choice) => choose(name, await begin(owner, inbox.id), choice);
  const resultOf = async (back: URL) => resultAt(owner, await comeBack(owner, back));

  const expectRefused = async (back: URL) => {
    expect(await resultOf(back)).toMatchObject({ ...UNTRUSTED, acceptable: false });
    expect(await rowNow(inbox)).toEqual(before);
  };

  const expectRefusedUnasked = async (back: URL) => {
    await expectRefused(back);
    expect(await exchanges()).toBe(0);
  };

  test(`is not taken at ${OTHER[name]}’s callback, and the sign-in is over`, async () => {
    const back = await answerTo();
    const mixedUp = new URL(back);
    mixedUp.pathname = `/api/oauth/${OTHER[name]}/callback`;
    await expectRefusedUnasked(mixedUp);
    expect(await resultOf(back)).toMatchObject({ outcome: 'flow-used' });
    expect(await exchanges()).toBe(0);
  });

  test('that names another issuer is not taken', async () => {
    await addFault({ provider: name, endpoint: 'authorize', kind: 'iss-param-wrong' });
    await expectRefusedUnasked(await answerTo());
  });

  test('that names its issuer is taken', async () => {
    await addFault({ provider: name, endpoint: 'authorize', kind: 'iss-param-right' });
    const back = await answerTo();
    expect(back.searchParams.get('iss')).toBeTruthy();
    expect(await resultOf(back)).toMatchObject({ outcome: 'connected' });
  });

  test.each([
    ['nobody', () => ''],
    [`${OTHER[name]}`, () => providerCalled(OTHER[name]).issuer],
    ['the pattern of its issuers', () => 'http://localhost/{tid}/v2.0'],
    ['its issuer with a slash', () => `${providerCalled(name).issuer}/`],
    ['its issuer in capitals', () => providerCalled(name).issuer.toUpperCase()],
  ])('that names %s as its issuer is not taken', async (_, iss) => {
    await expectRefusedUnasked(withQuery(await answerTo(), { iss: iss() }));
  });

  test('that names two issuers is not taken', async () => {
    await addFault({ provider: name, endpoint: 'authorize', kind: 'iss-param-right' });
    const back = await answerTo();
    back.searchParams.append('iss', 'https://issuer.invalid');
    await expectRefusedUnasked(back);
  });

  test('that is a refusal by another issuer is no refusal of its own', async () => {
    await addFault({ provider: name, endpoint: 'authorize', kind: 'iss-param-wrong' });
    await expectRefusedUnasked(await answerTo({ cancel: true }));
  });

  const KINDS = [
    ...['wrong-nonce', 'wrong-key', 'wrong-aud', 'wrong-iss-in-token', 'alg-none'],
    ...['clock-skew', 'no-id-token'],
    ...(name === 'microsoft' ? ['wrong-tid-in-token'] : []),
  ];

  const expectNothingKept = async () => {
    const kept = await wholeDatabase();
    const found = (await issuedSecrets()).filter((secret) => kept.includes(secret));
    expect(found).toEqual([]);
    const results = await db.select({ pending: oauthResults.pending }).from(oauthResults);
    expect(results).toEqual([{ pending: null }]);
  };

  test.each(KINDS)('with an id_token of the kind %s connects nothing', async (kind) => {
    await addFault({ provider: name, endpoint: 'token', kind });
    await expectRefused(await answerTo());
    await expectNothingKept();
  });

  test.each(KINDS)('with an id_token of the kind %s reconnects nothing', async (kind) => {
    const emailAddress = name === 'google' ? 'sales@acme.test' : 'jane@contoso.test';
    const connected = await connectedInbox(
      owner,
      name,
      { emailAddress },
      { account: emailAddress },
    );
    const row = await rowNow(connected);
    await addFault({ provider: name, endpoint: 'token', kind });
    const result = await signInAt(owner, name, connected, { account: emailAddress });
    expect(result).toMatchObject({ ...UNTRUSTED, acceptable: false });
    expect(await rowNow(connected)).toEqual(row);
  });

  test('can’t be brought into another sign-in: its code goes with that one’s verifier', async () => {
    await makeTenant('evil');
    const attacker = await signedIn('owner@evil.test');
    const theirs = await makeOAuthInbox(attacker, name, { org: 'evil' });
    const start = { returnTo: 'inbox' } as const;
    const stolen = await choose(name, await begin(attacker, theirs.id, start, 'evil'));
    const code = stolen.searchParams.get('code');
    const result = await resultOf(withQuery(await answerTo(), { code }));
    expect(result).toMatchObject({ outcome: 'provider-refused', account: null });
    expect(result.reason).toMatch(/^invalid_grant/);
    expect(await rowNow(inbox)).toEqual(before);
  });

  test('with a code that was made up connects nothing', async () => {
    const result = await resultOf(withQuery(await answerTo(), { code: '4/0madeup' }));
    expect(result).toMatchObject({ outcome: 'provider-refused', account: null });
    expect(await rowNow(inbox)).toEqual(before);
  });
});
