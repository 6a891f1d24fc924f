import { expect, test } from 'vitest';
import { providerCalled } from '../../testing/identity-provider.ts';
import { grantOf } from './grant.ts';

const google = providerCalled('google');
const microsoft = providerCalled('microsoft');
const answer = { token_type: 'Bearer', access_token: 'token', expires_in: 3599 };

const grant = (data: object) => {
  const granted = grantOf(microsoft, data);
  if (!granted.ok) throw new Error(granted.reason);
  return granted.grant;
};

test('what an answer leaves out is null, and its token is not trusted for long', () => {
  expect(grant({ token_type: 'bearer', access_token: 'token' })).toEqual({
    accessToken: 'token',
    expiresIn: 300,
    refreshToken: null,
    scopes: null,
    idToken: null,
  });
});

test.each([
  ['3599', 3599],
  [59.9, 59],
  [1e300, 86_400],
])('a lifetime of %s s is taken for %s s', (expires_in, seconds) => {
  expect(grant({ ...answer, expires_in }).expiresIn).toBe(seconds);
});

test.each([
  ['nothing', {}],
  ['a list', []],
  ['an error with the status of success', { error: 'invalid_grant' }],
  ['no token', { ...answer, access_token: '' }],
  ['no type', { ...answer, token_type: undefined }],
  ['a token that is no bearer’s', { ...answer, token_type: 'mac' }],
  ['a lifetime that is none', { ...answer, expires_in: 'soon' }],
  ['a lifetime that is over', { ...answer, expires_in: -1 }],
  ['an empty refresh token', { ...answer, refresh_token: '' }],
])('%s is no grant, and temporary', (_, data) => {
  expect(grantOf(google, data)).toEqual({
    ok: false,
    kind: 'temporary',
    reason: 'malformed-answer',
  });
});

test('Microsoft’s scopes are known by their short names, in whatever case they come', () => {
  const graph = `${microsoft.api}/`;
  const { scopes } = grant({
    ...answer,
    scope: `openid ${graph}Mail.ReadWrite  mail.send ${graph}mail.send.shared Tasks.Read `,
  });
  expect(scopes).toEqual([
    ...['openid', 'Mail.ReadWrite', 'Mail.Send', 'Mail.Send.Shared', 'Tasks.Read'],
  ]);
});
