import { expect, test } from 'vitest';
import { grantFailureOf } from './grant-failure.ts';

test.each([
  ['invalid_grant', 'AADSTS700082: The refresh token has expired', 'refused'],
  ['invalid_grant', 'AADSTS65001: The user has not consented', 'refused'],
  ['interaction_required', 'AADSTS50076: You must use multi-factor', 'refused'],
  ['interaction_required', 'AADSTS53003: Access has been blocked', 'refused'],
  ['invalid_grant', 'Token has been expired or revoked.', 'refused'],
  ['invalid_grant', 'AADSTS50196: The server terminated an operation, a loop', 'temporary'],
  ['temporarily_unavailable', 'AADSTS90033: A transient error', 'temporary'],
  ['invalid_request', 'AADSTS900144: The request body is missing', 'temporary'],
  ['invalid_client', 'AADSTS7000222: The client secret has expired', 'ours'],
  ['unauthorized_client', 'AADSTS700016: Application was not found', 'ours'],
  ['invalid_grant', 'AADSTS7000215: Invalid client secret', 'ours'],
  ['redirect_uri_mismatch', 'Bad Request', 'ours'],
  ['a_code_of_tomorrow', null, 'temporary'],
])('%s (%s) is %s', (code, description, kind) => {
  expect(grantFailureOf(code, description).kind).toBe(kind);
});

test('the reason keeps the code and the number, and nothing else of what was answered', () => {
  expect(grantFailureOf('invalid_grant', 'AADSTS70008: for canary@acme.test')).toEqual({
    kind: 'refused',
    reason: 'invalid_grant AADSTS70008',
  });
  expect(grantFailureOf('canary token 1//0abc', null).reason).toBe('unknown-error');
});
