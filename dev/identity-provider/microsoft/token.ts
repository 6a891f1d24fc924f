import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Account } from '../accounts.ts';
import { tenantIssuer } from '../endpoints.ts';
import type { Fault } from '../faults.ts';
import { signIdToken } from '../id-token.ts';
import type { Redeemed } from '../redeem.ts';
import type { TokenDialect, TokenProblem } from '../token-endpoint.ts';
import type { World } from '../world.ts';
import { aadsts } from './aadsts.ts';
import { canonicalScope } from './scopes.ts';

const OFFLINE = 'offline_access';

const CODES: Record<TokenProblem, number> = {
  'two-authentications': 900144,
  'no-client': 900144,
  'unknown-client': 700016,
  'no-secret': 7000218,
  'wrong-secret': 7000215,
  'expired-secret': 7000222,
  'not-a-form': 900144,
  'unknown-grant-type': 70003,
  'missing-code': 900144,
  'unknown-code': 70000,
  'used-code': 54005,
  'expired-code': 70008,
  'wrong-redirect': 500112,
  'no-verifier': 50148,
  'wrong-verifier': 501481,
  'missing-refresh-token': 900144,
  'unknown-refresh-token': 9002313,
  'used-refresh-token': 70000,
  'expired-refresh-token': 700082,
  'revoked-grant': 50173,
  'wrong-scope': 65001,
};

const IS_UNAUTHENTICATED: readonly TokenProblem[] = [
  ...(['no-secret', 'wrong-secret', 'expired-secret'] as const),
];

/** Each app sees another `sub` for the same person. */
const pairwise = (account: Account, clientId: string) =>
  createHash('sha256').update(`${account.id}:${clientId}`).digest('base64url');

const claimsOf = (account: Account, scopes: readonly string[]) => {
  if (!('userPrincipalName' in account)) return {};
  const { id, tid, userPrincipalName, displayName, email } = account;
  const profile = { oid: id, preferred_username: userPrincipalName, name: displayName };
  return {
    tid,
    ver: '2.0',
    ...(scopes.includes('profile') ? profile : {}),
    ...(scopes.includes('email') && email ? { email } : {}),
  };
};

/** Microsoft's way of trading tokens: a new refresh token every time. */
export const microsoftTokens = (world: World): TokenDialect => {
  const { grants, settings, endpoints, now } = world;
  const refuse = (c: Context, problem: TokenProblem): Response => {
    // At sign-in it is `consent_required`; where tokens are traded it is `invalid_grant`.
    const error = problem === 'wrong-scope' ? 'invalid_grant' : undefined;
    const status = IS_UNAUTHENTICATED.includes(problem) ? 401 : 400;
    return c.json(aadsts(CODES[problem], now(), error), status);
  };
  const idToken = ({ grant, scopes, refreshed }: Redeemed, fault: Fault | undefined) => {
    const { account, clientId, nonce } = grant;
    const tid = 'tid' in account ? account.tid : '';
    const claims = {
      iss: tenantIssuer(endpoints().microsoft.issuerTemplate, tid),
      aud: clientId,
      sub: pairwise(account, clientId),
      ...claimsOf(account, scopes),
      // It belongs to the sign-in, not to what is refreshed later.
      nonce: refreshed ? undefined : nonce,
    };
    return signIdToken(world, 'microsoft', claims, fault);
  };
  const answer = async (redeemed: Redeemed, fault: Fault | undefined) => {
    const { grant, scopes } = redeemed;
    const { accessTokenSeconds, refreshTokenSeconds } = settings.behaviour;
    const isRefreshable = grant.offline && fault?.kind !== 'missing-refresh-token';
    const isSignedIn = scopes.includes('openid') && fault?.kind !== 'no-id-token';
    return {
      token_type: 'Bearer',
      scope: scopes.filter((scope) => scope !== OFFLINE).join(' '),
      expires_in: accessTokenSeconds,
      ext_expires_in: accessTokenSeconds,
      access_token: grants.issue('access', grant, accessTokenSeconds, scopes),
      ...(isRefreshable
        ? { refresh_token: grants.issue('refresh', grant, refreshTokenSeconds) }
        : {}),
      ...(isSignedIn ? { id_token: await idToken(redeemed, fault) } : {}),
    };
  };
  return { provider: 'microsoft', known: canonicalScope, refuse, answer };
};
