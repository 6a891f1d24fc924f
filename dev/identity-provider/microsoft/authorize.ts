import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { MicrosoftAccount } from '../accounts.ts';
import {
  type AuthorizationProblem,
  type AuthorizationRequest,
  mayReturn,
  readAuthorization,
} from '../authorization-request.ts';
import { consentPage } from '../consent-page.ts';
import { readDecision } from '../decision.ts';
import { tenantIssuer } from '../endpoints.ts';
import { errorPage } from '../error-page.ts';
import { HTTP_FAULTS, RESPONSE_FAULTS } from '../faults.ts';
import { readFields } from '../form.ts';
import type { Grant } from '../grants.ts';
import { answerFault } from '../http-fault.ts';
import { redirectTo } from '../redirect-to.ts';
import type { World } from '../world.ts';
import { aadsts } from './aadsts.ts';
import { knownScope, permissionsFor } from './scopes.ts';
import { accountsOf } from './tenants.ts';

const LABEL = 'Local Microsoft (for development)';
const CANCELLED = 65004;
const NOT_IN_TENANT = 50020;
const NOBODY_SIGNED_IN = 50058;
const NO_SUCH_TENANT = 90002;
const MISSING_PARAMETER = 900144;
// What an administrator can grant.
const NEEDS_ADMIN = [65001, 90094, 90095];

const CODES: Record<AuthorizationProblem, number> = {
  'unknown-client': 700016,
  'wrong-redirect': 50011,
  'wrong-response-type': MISSING_PARAMETER,
  'wrong-response-mode': MISSING_PARAMETER,
  'no-pkce': 501491,
  'plain-pkce': 501491,
  'no-scope': MISSING_PARAMETER,
  'unknown-scope': 70011,
};

type Answer = Record<string, string | undefined>;
type BackTo = Pick<AuthorizationRequest, 'redirectUri' | 'state'>;

/** The way back to the app. Microsoft does not name itself in `iss`, unless a fault says so. */
const back = (
  world: World,
  c: Context,
  { redirectUri, state }: BackTo,
  answer: Answer,
  tid = '{tenantid}',
) => {
  const fault = world.faults.take('microsoft', 'authorize', RESPONSE_FAULTS);
  const right = tenantIssuer(world.endpoints().microsoft.issuerTemplate, tid);
  const iss = fault?.kind === 'iss-param-wrong' ? 'https://issuer.invalid' : fault && right;
  return redirectTo(c, redirectUri, { state, iss, ...answer });
};

const refuse = (world: World, c: Context, request: BackTo, code: number) => {
  const { error, error_description, error_uri } = aadsts(code, world.now());
  return back(world, c, request, { error, error_description, error_uri });
};

const showError = (world: World, c: Context, code: number) =>
  errorPage(c, LABEL, {
    code: `AADSTS${code}`,
    words: aadsts(code, world.now()).error_description,
  });

/** The request and who may answer it; or the refusal, which goes to the app where that is safe. */
const read = async (world: World, c: Context) => {
  const query = readFields(new URL(c.req.url).searchParams);
  if (!query) return showError(world, c, MISSING_PARAMETER);
  const accounts = accountsOf(world, c.req.param('tenant') ?? '');
  if (!accounts) return showError(world, c, NO_SUCH_TENANT);
  const request = readAuthorization(query, world.settings.clients.microsoft, knownScope);
  if (typeof request !== 'string') return { request, accounts };
  if (!mayReturn(request)) return showError(world, c, CODES[request]);
  const backTo = { redirectUri: query.get('redirect_uri') ?? '', state: query.get('state') };
  return refuse(world, c, backTo, CODES[request]);
};

/** Shows the consent page. Whoever is of another tenant can be picked as well, and is refused. */
export const showConsent = (world: World) => async (c: Context) => {
  world.calls.count('microsoft', 'authorize');
  const trouble = answerFault(c, world.faults.take('microsoft', 'authorize', HTTP_FAULTS));
  if (trouble) return trouble;
  const asked = await read(world, c);
  if (asked instanceof Response) return asked;
  const { request } = asked;
  if (request.prompt.includes('none')) return refuse(world, c, request, NOBODY_SIGNED_IN);
  return consentPage(c, {
    label: LABEL,
    appName: world.settings.clients.microsoft.name,
    accounts: world.settings.accounts.microsoft,
    permissions: permissionsFor(request.scopes),
    request,
  });
};

const grantFor = (
  { settings }: World,
  { redirectUri, challenge, nonce, scopes }: AuthorizationRequest,
  account: MicrosoftAccount,
): Grant => ({
  provider: 'microsoft',
  clientId: settings.clients.microsoft.id,
  account,
  scopes,
  redirectUri,
  challenge,
  nonce,
  offline: scopes.includes('offline_access'),
  revoked: false,
  refreshRevoked: false,
});

const refusalOf = (
  { tenantConsents }: World,
  { signInError, tid }: MicrosoftAccount,
  { scopes }: AuthorizationRequest,
): number | undefined => {
  const isLifted = NEEDS_ADMIN.includes(signInError ?? 0) && tenantConsents.covers(tid, scopes);
  return isLifted ? undefined : signInError;
};

/** Takes what was chosen on the consent page. */
export const decide = (world: World) => async (c: Context) => {
  world.calls.count('microsoft', 'decision');
  const asked = await read(world, c);
  if (asked instanceof Response) return asked;
  const { request, accounts } = asked;
  const decision = await readDecision(c.req.raw, world.settings.accounts.microsoft);
  if (!decision) return showError(world, c, MISSING_PARAMETER);
  if (decision === 'cancel') return refuse(world, c, request, CANCELLED);
  const { account } = decision;
  if (!accounts.includes(account)) return refuse(world, c, request, NOT_IN_TENANT);
  const refusal = refusalOf(world, account, request);
  if (refusal !== undefined) return refuse(world, c, request, refusal);
  const grant = grantFor(world, request, account);
  const code = world.grants.issue('code', grant, world.settings.behaviour.codeSeconds);
  return back(world, c, request, { code, session_state: randomUUID() }, account.tid);
};
