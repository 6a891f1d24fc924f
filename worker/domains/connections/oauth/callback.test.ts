import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import { calls, choose, clearFaults, forgetCalls } from '../../../testing/identity-provider.ts';
import { inMinutes, oauthApi, through } from '../../../testing/oauth-api.ts';
import { begin, comeBack, makeOAuthInbox, resultAt, rowNow } from '../../../testing/sign-in.ts';
import { type Browser, makeTenant, ORIGIN, signedIn } from '../../../testing/world.ts';

let owner: Browser;
beforeEach(async () => {
  await clearFaults();
  await forgetCalls();
  await makeTenant('acme');
  owner = await signedIn('owner@acme.test');
});

const TEN_MINUTES_MS = 10 * 60_000;
const UNKNOWN = `${ORIGIN}/sign-in-ended?reason=flow-unknown`;

const changed = (url: URL, change: (query: URLSearchParams) => void): URL => {
  const other = new URL(url);
  change(other.searchParams);
  return other;
};

describe.each(['google', 'microsoft'] as const)('a browser that comes back from %s', (name) => {
  let inbox: Inbox;
  let back: URL;
  beforeEach(async () => {
    inbox = await makeOAuthInbox(owner, name);
    back = await choose(name, await begin(owner, inbox.id));
  });

  const outcomeOf = async (own: Browser) =>
    (await resultAt(owner, await comeBack(own, back))).outcome;
  const exchanges = async () => (await calls())[name].token;

  test('twice is told so the second time, and nothing changes', async () => {
    expect(await outcomeOf(owner)).toBe('connected');
    const before = await rowNow(inbox);
    expect(await outcomeOf(owner)).toBe('flow-used');
    expect(await rowNow(inbox)).toEqual(before);
    expect(await exchanges()).toBe(1);
  });

  test('again and again makes one result, as of the last time', async () => {
    await comeBack(owner, back);
    const first = await resultAt(owner, await comeBack(owner, back));
    const later = through(owner, oauthApi({ at: inMinutes(2) }));
    const second = await resultAt(owner, await comeBack(later, back));
    expect(second).toMatchObject({ id: first.id, outcome: 'flow-used' });
    expect(Date.parse(second.at)).toBeGreaterThan(Date.parse(first.at));
  });

  test('twice at once connects once, with one exchange', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(owner)));
    expect(outcomes.toSorted()).toEqual(['connected', 'flow-used', 'flow-used']);
    expect(await exchanges()).toBe(1);
    expect(await rowNow(inbox)).toMatchObject({ credentialsVersion: 1, version: 2 });
  });

  /** What comes of it for whoever takes so long. */
  const outcomeAfter = async (ms: number) => {
    const began = Date.now();
    const after = (passed: number) => through(owner, oauthApi({ at: new Date(began + passed) }));
    const own = await choose(name, await begin(after(0), inbox.id));
    return (await resultAt(owner, await comeBack(after(ms), own))).outcome;
  };

  test('after ten minutes has come too late', async () => {
    const before = await rowNow(inbox);
    expect(await outcomeAfter(TEN_MINUTES_MS)).toBe('flow-expired');
    expect(await rowNow(inbox)).toEqual(before);
    expect(await exchanges()).toBe(0);
  });

  test('just before ten minutes has come in time', async () => {
    expect(await outcomeAfter(TEN_MINUTES_MS - 1)).toBe('connected');
  });

  const TWICE = (query: URLSearchParams) => query.append('state', query.get('state') ?? '');
  test.each<[string, (query: URLSearchParams) => void]>([
    ['guessed', (query) => query.set('state', 'A'.repeat(43))],
    ['missing', (query) => query.delete('state')],
    ['empty', (query) => query.set('state', '')],
    ['there twice', TWICE],
    ['cut', (query) => query.set('state', (query.get('state') ?? '').slice(0, -1))],
    ['10 kB long', (query) => query.set('state', 'A'.repeat(10_240))],
    ['a wildcard', (query) => query.set('state', '%')],
  ])('with a state that is %s leads nowhere', async (_, change) => {
    const before = await rowNow(inbox);
    const led = await comeBack(owner, changed(back, change));
    expect(led.href).toBe(UNKNOWN);
    expect(await rowNow(inbox)).toEqual(before);
    expect(await exchanges()).toBe(0);
  });

  test('without a code, or with two, is no sign-in', async () => {
    const before = await rowNow(inbox);
    const twice = changed(back, (query) => query.append('code', query.get('code') ?? ''));
    const result = await resultAt(owner, await comeBack(owner, twice));
    expect(result).toMatchObject({ outcome: 'provider-refused', reason: 'no-code' });
    expect(await rowNow(inbox)).toEqual(before);
    expect(await exchanges()).toBe(0);
  });

  const ELSEWHERE = ['https://evil.test/', '//evil.test', '/\\evil.test', 'javascript:alert(1)'];
  test.each(['return_to', 'returnTo', 'redirect', 'redirect_uri', 'next', 'org', 'inbox'])(
    'is led to its inbox, whatever %s says',
    async (parameter) => {
      const query = changed(back, (all) => {
        for (const place of ELSEWHERE) all.append(parameter, place);
      });
      const led = await comeBack(owner, query);
      expect(led.origin + led.pathname).toBe(
        `${ORIGIN}/acme/settings/inboxes/${inbox.id}/connection`,
      );
      expect([...led.searchParams.keys()]).toEqual(['oauth']);
    },
  );

  const HEADERS: Record<string, string>[] = [
    { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'http' },
    { forwarded: 'host=evil.test;proto=http' },
    { 'x-original-url': '//evil.test', 'x-rewrite-url': '//evil.test' },
    { origin: 'https://evil.test', referer: 'https://evil.test/' },
    { host: 'evil.test' },
  ];
  test.each(HEADERS)('is led by the configuration alone, whatever %o says', async (headers) => {
    const answer = await owner.get(back.pathname + back.search, { headers });
    expect(new URL(answer.headers.get('location') ?? '').origin).toBe(ORIGIN);
    const { origin: _, ...onTheWayOut } = headers;
    const path = `/api/orgs/acme/inboxes/${inbox.id}/oauth`;
    const begun = await owner.post(path, { returnTo: 'inbox' }, onTheWayOut);
    const { authorizationUrl } = begun.body as { authorizationUrl: string };
    expect(new URL(authorizationUrl).searchParams.get('redirect_uri')).toBe(
      `${ORIGIN}/api/oauth/${name}/callback`,
    );
  });

  test('under another host is led by the configuration alone', async () => {
    const api = oauthApi();
    const elsewhere = through(owner, (request) =>
      api(new Request(request.url.replace(ORIGIN, 'https://evil.test'), request)),
    );
    const begun = await begin(elsewhere, inbox.id);
    expect(begun.searchParams.get('redirect_uri')).toBe(`${ORIGIN}/api/oauth/${name}/callback`);
    expect((await comeBack(elsewhere, back)).origin).toBe(ORIGIN);
  });

  test('leaves the code to nobody: no Referer, no cache', async () => {
    const { headers } = await owner.get(back.pathname + back.search);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['line breaks and markup', 'x\r\nset-cookie: evil=1\r\n\r\n<script>alert(1)</script>'],
    ['markup', '<script>alert(1)</script>'],
    ['words', 'Your account is locked. Call evil.test'],
    ['8 kB', 'evil'.repeat(2000)],
    ['more than is read', 'evil'.repeat(2100)],
    ['text that runs backwards', '\u202Eevil\u0000'],
  ])('with an error made up of %s is told in our own words', async (_, text) => {
    const before = await rowNow(inbox);
    const query = changed(back, (all) => {
      all.delete('code');
      all.set('error', text);
      all.set('error_description', text);
      all.set('error_uri', 'https://evil.test/');
    });
    const answer = await owner.get(query.pathname + query.search);
    expect(JSON.stringify([...answer.headers]) + answer.text).not.toMatch(/evil|alert|script/);
    const result = await resultAt(owner, new URL(answer.headers.get('location') ?? ''));
    expect(result.outcome).toBe('provider-refused');
    expect(['unknown-error', 'no-code']).toContain(result.reason);
    expect(await rowNow(inbox)).toEqual(before);
  });

  test('with words around a known number is told the number alone', async () => {
    const query = changed(back, (all) => {
      all.delete('code');
      all.set('error', 'invalid_request');
      all.set('error_description', `AADSTS50105: <script>alert(1)</script>\r\nCall us`);
    });
    expect(await resultAt(owner, await comeBack(owner, query))).toMatchObject({
      outcome: 'provider-refused',
      reason: 'invalid_request AADSTS50105',
    });
  });
});

const PLACES: unknown[] = [
  'https://evil.test',
  '//evil.test',
  '/acme',
  'INBOX',
  '',
  null,
  ['inbox'],
];
test.each(PLACES)('a sign-in can’t be begun to return to %j', async (returnTo) => {
  const { id } = await makeOAuthInbox(owner, 'google');
  const answer = await owner.post(`/api/orgs/acme/inboxes/${id}/oauth`, { returnTo });
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
});
