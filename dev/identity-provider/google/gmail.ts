import type { Context } from 'hono';
import { addressOf } from '../accounts.ts';
import { type BearerProblem, readBearer } from '../bearer.ts';
import { answerFault } from '../http-fault.ts';
import type { World } from '../world.ts';
import { PROFILE_SCOPES } from './scopes.ts';
import { profileClaims } from './token.ts';

const REALM = 'Bearer realm="https://accounts.google.com/"';
const EXPECTED =
  'Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.';

const unauthenticated = (c: Context, problem: BearerProblem) => {
  const isMissing = problem === 'no-token';
  c.header('www-authenticate', isMissing ? REALM : `${REALM}, error="invalid_token"`);
  const message = isMissing
    ? `Request is missing required authentication credential. ${EXPECTED}`
    : `Request had invalid authentication credentials. ${EXPECTED}`;
  const reason = isMissing
    ? { message: 'Login Required.', domain: 'global', reason: 'required' }
    : { message: 'Invalid Credentials', domain: 'global', reason: 'authError' };
  const errors = [{ ...reason, location: 'Authorization', locationType: 'header' }];
  return c.json({ error: { code: 401, message, errors, status: 'UNAUTHENTICATED' } }, 401);
};

const insufficient = (c: Context) => {
  const scopes = PROFILE_SCOPES.join(' ');
  c.header('www-authenticate', `${REALM}, error="insufficient_scope", scope="${scopes}"`);
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
    domain: 'googleapis.com',
    metadata: { service: 'gmail.googleapis.com' },
  };
  const reason = 'insufficientPermissions';
  const error = {
    code: 403,
    message: 'Request had insufficient authentication scopes.',
    errors: [{ message: 'Insufficient Permission', domain: 'global', reason }],
    status: 'PERMISSION_DENIED',
    details: [info],
  };
  return c.json({ error }, 403);
};

const notEnabled = (c: Context) => {
  const message = 'Mail service not enabled';
  const errors = [{ message, domain: 'global', reason: 'failedPrecondition' }];
  return c.json({ error: { code: 400, message, errors, status: 'FAILED_PRECONDITION' } }, 400);
};

/** Gmail's `users/me/profile`: whose mailbox the token opens. */
export const gmailProfile = (world: World) => async (c: Context) => {
  world.calls.count('google', 'profile');
  const trouble = answerFault(c, world.faults.take('google', 'profile'));
  if (trouble) return trouble;
  const issued = readBearer(world, 'google', c.req.header('authorization'));
  if (typeof issued === 'string') return unauthenticated(c, issued);
  if (!issued.scopes.some((scope) => PROFILE_SCOPES.includes(scope))) return insufficient(c);
  if (issued.grant.account.hasMailbox === false) return notEnabled(c);
  const emailAddress = addressOf(issued.grant.account);
  return c.json({ emailAddress, messagesTotal: 3, threadsTotal: 2, historyId: '1042' });
};

/** OpenID Connect's userinfo. */
export const userinfo = (world: World) => (c: Context) => {
  world.calls.count('google', 'userinfo');
  const issued = readBearer(world, 'google', c.req.header('authorization'));
  if (typeof issued === 'string') {
    return c.json({ error: 'invalid_request', error_description: 'Invalid Credentials' }, 401);
  }
  return c.json(profileClaims(issued.grant.account, issued.scopes));
};
