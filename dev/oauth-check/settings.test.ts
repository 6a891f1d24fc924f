import { expect, test } from 'vitest';
import { firstOf, readProvider, readPublicUrl, readSettings } from './settings.ts';

const reasonsOf = (read: ReturnType<typeof readProvider>) => (read.ok ? [] : read.reasons);

test('of each setting the first source wins that has it, with an empty one as well', () => {
  const settings = firstOf([
    { GOOGLE_CLIENT_ID: '', AUTH_SECRET: 'none of ours' },
    { GOOGLE_CLIENT_ID: 'local', MICROSOFT_CLIENT_ID: 'local' },
    { MICROSOFT_CLIENT_ID: 'deployed', PUBLIC_URL: 'https://letterbox.test', GOOGLE_API: 7 },
  ]);
  expect(settings).toEqual({
    GOOGLE_CLIENT_ID: '',
    MICROSOFT_CLIENT_ID: 'local',
    PUBLIC_URL: 'https://letterbox.test',
  });
});

test('wrangler.toml tells what neither the environment nor .dev.vars does', () => {
  expect(readSettings({}).PUBLIC_URL).toMatch(/^https?:/);
  expect(readSettings({ PUBLIC_URL: 'https://letterbox.test' }).PUBLIC_URL).toBe(
    'https://letterbox.test',
  );
});

test('a provider’s settings are refused in the Worker’s words, and only its own', () => {
  const settings = {
    PUBLIC_URL: 'none',
    GOOGLE_CLIENT_ID: 'id',
    MICROSOFT_TENANT: 'my tenant',
    GOOGLE_TOKEN_ENDPOINT: 'http://google.test/token',
  };
  expect(reasonsOf(readProvider(settings, 'google'))).toEqual([
    'GOOGLE_TOKEN_ENDPOINT must be an https address.',
    'GOOGLE_CLIENT_SECRET is missing, though GOOGLE_CLIENT_ID is set.',
  ]);
  expect(reasonsOf(readProvider(settings, 'microsoft'))).toEqual([
    'MICROSOFT_TENANT must be common, organizations or a tenant id (a GUID).',
  ]);
  expect(reasonsOf(readPublicUrl(settings))[0]).toContain('PUBLIC_URL must be the address');
});
