import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdentityProvider } from './identity-provider.ts';
import { authorizationUrl, CLIENTS, GMAIL, start } from './testing.ts';

let provider: IdentityProvider;
beforeAll(async () => {
  const google = { ...CLIENTS.google, name: '<b>Acme & Co</b>' };
  provider = await start({ clients: { ...CLIENTS, google } });
});
afterAll(() => provider.stop());

const pageOf = async (name: 'google' | 'microsoft', extra: Record<string, string> = {}) => {
  const answer = await fetch(authorizationUrl(provider, name, { extra }));
  return { answer, text: await answer.text() };
};

const preselected = (text: string) =>
  /checked[^>]*>\s*<span\s*><bdi>([^<]+)<\/bdi>/.exec(text)?.[1];

test.each([
  ['google', 'Local Google (for development)'],
  ['microsoft', 'Local Microsoft (for development)'],
] as const)('%s says that it is not the real one', async (name, label) => {
  expect((await pageOf(name)).text).toContain(label);
});

test('the app’s name is text, whatever is in it', async () => {
  const { text } = await pageOf('google');
  expect(text).toContain('&lt;b&gt;Acme &amp; Co&lt;/b&gt;');
  expect(text).not.toContain('<b>');
});

describe('login_hint', () => {
  test.each([
    ['google', 'JANE@acme.test', 'jane@acme.test'],
    ['microsoft', 'billing@contoso.test', 'billing@contoso.test'],
    ['microsoft', 'p.ress@contoso.test', 'press@contoso.test'],
  ] as const)('preselects at %s %s', async (name, login_hint, account) => {
    expect(preselected((await pageOf(name, { login_hint })).text)).toBe(account);
  });

  test('that nobody has is said, as text', async () => {
    const { text } = await pageOf('google', { login_hint: '<script>@acme.test' });
    expect(text).toContain('<bdi>&lt;script&gt;@acme.test</bdi> is no account here.');
    expect(text).not.toContain('<script');
  });
});

test('Google’s mail permissions can be unticked, its sign-in can’t; Microsoft’s all can’t', async () => {
  const google = (await pageOf('google')).text;
  expect([...google.matchAll(/type="checkbox" name="scope" value="([^"]+)"/g)]).toHaveLength(1);
  expect(google).toContain(`value="${GMAIL}" checked`);
  expect((await pageOf('microsoft')).text).not.toContain('checkbox');
});

test('the page runs no scripts, can’t be framed, isn’t kept, and may lead to the app alone', async () => {
  const { answer, text } = await pageOf('google');
  const policy = answer.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'; style-src 'self'");
  expect(policy).toContain("form-action 'self' http://127.0.0.1:8787;");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(text).not.toMatch(/<script|style="|\son\w+=/);
  const style = await fetch(`${provider.url}/style.css`);
  expect(style.headers.get('content-type')).toContain('text/css');
});

test('every choice has a label, and the page a language, a title and one heading', async () => {
  const { text } = await pageOf('google');
  const inputs = text.match(/<input/g)?.length;
  expect(text.match(/<label class="choice">\s*<input/g)).toHaveLength(inputs ?? 0);
  expect(text).toContain('<html lang="en">');
  expect(text.match(/<h1>/g)).toHaveLength(1);
  expect(text.match(/<legend>/g)).toHaveLength(2);
});
