import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { type Account, addressOf } from '../accounts.ts';
import type { Fault } from '../faults.ts';
import { signIdToken } from '../id-token.ts';
import type { Redeemed } from '../redeem.ts';
import type { TokenDialect, TokenProblem } from '../token-endpoint.ts';
import type { World } from '../world.ts';
import { canonicalScope, OPENID, scopeOf } from './scopes.ts';

type Refusal = [status: 400 | 401, error: string, description: string];

const REVOKED: Refusal = [400, 'invalid_grant', 'Token has been expired or revoked.'];
const BAD: Refusal = [400, 'invalid_grant', 'Bad Request'];
const UNAUTHORIZED: Refusal = [401, 'invalid_client', 'Unauthorized'];

const missing = (name: string): Refusal => [
  400,
  'invalid_request',
  `Missing required parameter: ${name}`,
];

const REFUSALS: Record<TokenProblem, Refusal> = {
  'two-authentications': [400, 'invalid_request', 'Client authentication was sent twice.'],
  'no-client': [400, 'invalid_request', 'Could not determine client ID from request.'],
  'unknown-client': [401, 'invalid_client', 'The OAuth client was not found.'],
  'no-secret': [400, 'invalid_request', 'client_secret is missing.'],
  'wrong-secret': UNAUTHORIZED,
  'expired-secret': UNAUTHORIZED,
  'not-a-form': [400, 'invalid_request', 'Bad Request'],
  'unknown-grant-type': [400, 'unsupported_grant_type', 'Invalid grant_type'],
  'missing-code': missing('code'),
  'unknown-code': [400, 'invalid_grant', 'Malformed auth code.'],
  'used-code': BAD,
  'expired-code': BAD,
  'wrong-redirect': [400, 'redirect_uri_mismatch', 'Bad Request'],
  'no-verifier': [400, 'invalid_grant', 'Missing code verifier.'],
  'wrong-verifier': [400, 'invalid_grant', 'Invalid code verifier.'],
  'missing-refresh-token': missing('refresh_token'),
  'unknown-refresh-token': BAD,
  'used-refresh-token': REVOKED,
  'expired-refresh-token': REVOKED,
  'revoked-grant': REVOKED,
  'wrong-scope': [400, 'invalid_scope', 'Bad Request'],
};

const refuse = (c: Context, problem: TokenProblem): Response => {
  const [status, error, error_description] = REFUSALS[problem];
  return c.json({ error, error_description }, status);
};

const halfHash = (token: string) =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');

/** What is told of an account, as far as it was consented to. */
export const profileClaims = (account: Account, scopes: readonly string[]) => ({
  sub: account.id,
  ...('hd' in account ? { hd: account.hd } : {}),
  ...(scopes.includes(scopeOf.email) ? { email: addressOf(account), email_verified: true } : {}),
  ...(scopes.includes(scopeOf.profile) && 'name' in account ? { name: account.name } : {}),
});

/** Google's way of trading tokens: a refresh token once, and never again at a refresh. */
export const googleTokens = (world: World): TokenDialect => {
  const { grants, settings, endpoints } = world;
  const idToken = (
    { grant, scopes, refreshed }: Redeemed,
    accessToken: string,
    fault: Fault | undefined,
  ) =>
    signIdToken(
      world,
      'google',
      {
        iss: endpoints().google.issuer,
        aud: grant.clientId,
        azp: grant.clientId,
        at_hash: halfHash(accessToken),
        ...profileClaims(grant.account, scopes),
        // A nonce belongs to the sign-in, not to what is refreshed later.
        nonce: refreshed ? undefined : grant.nonce,
      },
      fault,
    );
  const answer = async (redeemed: Redeemed, fault: Fault | undefined) => {
    const { grant, scopes, refreshed } = redeemed;
    const { accessTokenSeconds, refreshTokenSeconds } = settings.behaviour;
    const access_token = grants.issue('access', grant, accessTokenSeconds, scopes);
    const isRefreshable = grant.offline && !refreshed && fault?.kind !== 'missing-refresh-token';
    const isSignedIn = scopes.includes(OPENID) && fault?.kind !== 'no-id-token';
    return {
      access_token,
      expires_in: accessTokenSeconds,
      ...(isRefreshable
        ? { refresh_token: grants.issue('refresh', grant, refreshTokenSeconds) }
        : {}),
      scope: scopes.join(' '),
      token_type: 'Bearer',
      ...(isSignedIn ? { id_token: await idToken(redeemed, access_token, fault) } : {}),
    };
  };
  return { provider: 'google', known: canonicalScope, refuse, answer };
};
