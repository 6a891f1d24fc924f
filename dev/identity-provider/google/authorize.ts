import type { Context } from 'hono';
import type { GoogleAccount } from '../accounts.ts';
import {
  type AuthorizationProblem,
  type AuthorizationRequest,
  readAuthorization,
} from '../authorization-request.ts';
import { consentPage } from '../consent-page.ts';
import { readDecision } from '../decision.ts';
import { errorPage } from '../error-page.ts';
import { HTTP_FAULTS, RESPONSE_FAULTS } from '../faults.ts';
import { readFields } from '../form.ts';
import type { Grant } from '../grants.ts';
import { answerFault } from '../http-fault.ts';
import { redirectTo } from '../redirect-to.ts';
import type { World } from '../world.ts';
import { knownScope, permissionsFor } from './scopes.ts';

const LABEL = 'Local Google (for development)';

type Refusal = { code: string; words: string; status?: 400 | 401 };

const invalidRequest = (words: string): Refusal => ({ code: 'Error 400: invalid_request', words });

// Google tells the person of all of these, and the app of none.
const REFUSALS: Record<AuthorizationProblem | 'repeated-parameter', Refusal> = {
  'repeated-parameter': invalidRequest('OAuth 2 parameters can only have a single value'),
  'unknown-client': {
    code: 'Error 401: invalid_client',
    words: 'The OAuth client was not found.',
    status: 401,
  },
  'wrong-redirect': {
    code: 'Error 400: redirect_uri_mismatch',
    words: 'The redirect URI of the request is none of those registered for the OAuth client.',
  },
  'wrong-response-type': invalidRequest('Required parameter is missing or invalid: response_type'),
  'wrong-response-mode': invalidRequest('Only response_mode=query is known here'),
  'no-pkce': invalidRequest('Required here: code_challenge with code_challenge_method=S256'),
  'plain-pkce': invalidRequest('Required here: an S256 code_challenge'),
  'no-scope': invalidRequest('Missing required parameter: scope'),
  'unknown-scope': {
    code: 'Error 400: invalid_scope',
    words: 'Some requested scopes were invalid.',
  },
};

const read = (world: World, c: Context): AuthorizationRequest | Refusal => {
  const query = readFields(new URL(c.req.url).searchParams);
  if (!query) return REFUSALS['repeated-parameter'];
  const request = readAuthorization(query, world.settings.clients.google, knownScope);
  return typeof request === 'string' ? REFUSALS[request] : request;
};

/** The way back to the app. Google names itself in `iss`, unless a fault or the settings say else. */
const back = (
  world: World,
  c: Context,
  request: AuthorizationRequest,
  answer: Record<string, string | undefined>,
) => {
  const { issuer } = world.endpoints().google;
  const fault = world.faults.take('google', 'authorize', RESPONSE_FAULTS);
  const isSent = fault !== undefined || world.settings.behaviour.googleIssParameter === 'right';
  const right = isSent ? issuer : undefined;
  const iss = fault?.kind === 'iss-param-wrong' ? 'https://issuer.invalid' : right;
  return redirectTo(c, request.redirectUri, { state: request.state, iss, ...answer });
};

/** Shows the consent page. */
export const showConsent = (world: World) => async (c: Context) => {
  world.calls.count('google', 'authorize');
  const trouble = answerFault(c, world.faults.take('google', 'authorize', HTTP_FAULTS));
  if (trouble) return trouble;
  const request = read(world, c);
  if ('code' in request) return errorPage(c, LABEL, request);
  // Nobody is ever signed in here beforehand.
  if (request.prompt.includes('none')) return back(world, c, request, { error: 'login_required' });
  return consentPage(c, {
    label: LABEL,
    appName: world.settings.clients.google.name,
    accounts: world.settings.accounts.google,
    permissions: permissionsFor(request.scopes),
    request,
  });
};

const grantFor = (
  { grants, settings }: World,
  request: AuthorizationRequest,
  account: GoogleAccount,
  ticked: readonly string[],
): Grant => {
  const clientId = settings.clients.google.id;
  const before = grants.consented(account.id, clientId);
  const fresh = permissionsFor(request.scopes)
    .filter(({ scope, canBeRefused }) => !canBeRefused || ticked.includes(scope))
    .map(({ scope }) => scope);
  const scopes = request.includeGrantedScopes ? [...new Set([...fresh, ...before])] : fresh;
  return {
    provider: 'google',
    clientId,
    account,
    scopes,
    redirectUri: request.redirectUri,
    challenge: request.challenge,
    nonce: request.nonce,
    // A second consent brings a refresh token only where it was asked for by name.
    offline:
      request.accessType === 'offline' &&
      (request.prompt.includes('consent') || before.length === 0),
    revoked: false,
    refreshRevoked: false,
  };
};

/** Takes what was chosen on the consent page. */
export const decide = (world: World) => async (c: Context) => {
  world.calls.count('google', 'decision');
  const request = read(world, c);
  if ('code' in request) return errorPage(c, LABEL, request);
  const decision = await readDecision(c.req.raw, world.settings.accounts.google);
  if (!decision) return errorPage(c, LABEL, invalidRequest('Choose one of the accounts'));
  if (decision === 'cancel') return back(world, c, request, { error: 'access_denied' });
  const { account } = decision;
  const grant = grantFor(world, request, account, decision.scopes);
  return back(world, c, request, {
    code: world.grants.issue('code', grant, world.settings.behaviour.codeSeconds),
    scope: grant.scopes.join(' '),
    authuser: '0',
    hd: account.hd,
    prompt: request.prompt.join(' ') || 'none',
  });
};
