import { expect, test } from 'vitest';
import type { ProviderName } from '../../worker/platform/oauth/provider.ts';
import { providerOf } from '../../worker/platform/oauth/providers.ts';
import { checkPublicUrl } from './public-url.ts';
import { readProvider, readPublicUrl } from './settings.ts';

const check = (name: ProviderName, PUBLIC_URL?: string) => {
  const prefix = name.toUpperCase();
  const client = { [`${prefix}_CLIENT_ID`]: 'id', [`${prefix}_CLIENT_SECRET`]: 'secret' };
  const read = readProvider(client, name);
  const provider = read.ok ? providerOf(read.configuration, name) : null;
  if (provider === null) throw new Error('not configured');
  return checkPublicUrl(readPublicUrl(PUBLIC_URL === undefined ? {} : { PUBLIC_URL }), provider);
};

test.each([
  ['https://letterbox.test', 'fine', null],
  ['https://letterbox.test/somewhere', 'fine', null],
  ['http://localhost:8787', 'fine', null],
  ['http://127.0.0.1:8787', 'fine', null],
  ['http://letterbox.test', 'mend', 'use https'],
  ['https://letterbox.example.com', 'mend', 'That is the example'],
  ['letterbox.test', 'mend', 'PUBLIC_URL must be the address people open'],
  [undefined, 'mend', 'PUBLIC_URL must be the address people open'],
])('%s is %s for Google', (url, status, hint) => {
  const checked = check('google', url);
  expect(checked.status).toBe(status);
  expect(checked.hint ?? '').toContain(hint ?? '');
});

test('Microsoft takes 127.0.0.1 by the manifest only, which is told', () => {
  expect(check('microsoft', 'http://127.0.0.1:8787')).toMatchObject({
    status: 'fine',
    hint: expect.stringContaining('manifest'),
  });
  expect(check('microsoft', 'http://localhost:8787')).toMatchObject({ status: 'fine', hint: null });
});
