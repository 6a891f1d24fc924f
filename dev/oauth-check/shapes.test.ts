import { expect, test } from 'vitest';
import { mistakeOf } from './shapes.ts';

const GUID = '11111111-2222-4333-8444-555555555555';
const GOOGLE_ID = '123456789012-abc0def1.apps.googleusercontent.com';
const GOOGLE_SECRET = 'GOCSPX-a-secret-of-google';
const MICROSOFT_SECRET = 'abc8Q~a.secret_of-microsoft';

const google = (clientId: string, clientSecret: string) =>
  mistakeOf({
    ...{ name: 'google', clientId, clientSecret },
    tokenEndpoint: 'https://oauth2.googleapis.com/token',
  });
const microsoft = (clientId: string, clientSecret: string) =>
  mistakeOf({
    ...{ name: 'microsoft', clientId, clientSecret },
    tokenEndpoint: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
  });

test('ids and secrets that look right are left to the provider to judge', () => {
  expect(google(GOOGLE_ID, GOOGLE_SECRET)).toBeNull();
  expect(microsoft(GUID, MICROSOFT_SECRET)).toBeNull();
});

test.each([
  ['a project number', google('123456789012', GOOGLE_SECRET), 'GOOGLE_CLIENT_ID is no client id'],
  ['id and secret swapped', google(GOOGLE_SECRET, GOOGLE_ID), 'GOOGLE_CLIENT_ID is no client id'],
  ['an id twice', google(GOOGLE_ID, GOOGLE_ID), 'GOOGLE_CLIENT_SECRET is a client id'],
  ['an app’s name', microsoft('Letterbox', MICROSOFT_SECRET), 'MICROSOFT_CLIENT_ID is no app'],
  ['swapped', microsoft(MICROSOFT_SECRET, GUID), 'MICROSOFT_CLIENT_ID is no application id'],
  ['the secret’s id', microsoft(GUID, GUID.toUpperCase()), 'MICROSOFT_CLIENT_SECRET is a GUID'],
])('%s is seen without asking, and no value is told', (_what, mistake, words) => {
  expect(mistake?.detail).toContain(words);
  expect(JSON.stringify(mistake)).not.toMatch(/GOCSPX|8Q~|[\da-f]{8}-/i);
});

test('a provider that is not the real one has ids of any kind', () => {
  const tokenEndpoint = 'http://127.0.0.1:8790/google/token';
  expect(mistakeOf({ name: 'google', clientId: 'a', clientSecret: 'b', tokenEndpoint })).toBeNull();
});
