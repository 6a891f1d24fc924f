import { createHash } from 'node:crypto';
import type { ProviderName } from './endpoints.ts';
import type { Grant, Issued } from './grants.ts';
import type { World } from './world.ts';

export type GrantProblem =
  | 'missing-code'
  | 'unknown-code'
  | 'used-code'
  | 'expired-code'
  | 'wrong-redirect'
  | 'no-verifier'
  | 'wrong-verifier'
  | 'missing-refresh-token'
  | 'unknown-refresh-token'
  | 'used-refresh-token'
  | 'expired-refresh-token'
  | 'revoked-grant'
  | 'wrong-scope';

/** What a good request gets: the consent, and as much of its scopes as were asked for. */
export type Redeemed = { grant: Grant; scopes: readonly string[]; refreshed: Issued | null };

type Form = Map<string, string>;

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** Once only: who comes second has a stolen code, or was stolen from, so nothing of it lives on. */
export const redeemCode = (
  { grants, now }: Pick<World, 'grants' | 'now'>,
  provider: ProviderName,
  form: Form,
): Redeemed | GrantProblem => {
  const code = form.get('code');
  if (!code) return 'missing-code';
  const issued = grants.find('code', provider, code);
  if (!issued) return 'unknown-code';
  const { grant } = issued;
  if (issued.usedAtMs !== null) {
    grants.revoke(grant);
    return 'used-code';
  }
  if (grants.isExpired(issued)) return 'expired-code';
  if (grant.revoked) return 'revoked-grant';
  if (form.get('redirect_uri') !== grant.redirectUri) return 'wrong-redirect';
  const verifier = form.get('code_verifier');
  if (!verifier) return 'no-verifier';
  if (!VERIFIER.test(verifier) || challengeOf(verifier) !== grant.challenge) {
    return 'wrong-verifier';
  }
  issued.usedAtMs = now();
  return { grant, scopes: grant.scopes, refreshed: null };
};

const isStale = ({ settings, now }: World, provider: ProviderName, { usedAtMs }: Issued) => {
  const { rotation, rotationGraceSeconds } = settings.behaviour;
  if (provider === 'google' || rotation === 'keep-old' || usedAtMs === null) return false;
  return now() >= usedAtMs + rotationGraceSeconds * 1000;
};

/** A refresh token, for no more than was consented to. `known` brings scopes to one spelling. */
export const redeemRefreshToken = (
  world: World,
  provider: ProviderName,
  form: Form,
  known: (scope: string) => string,
): Redeemed | GrantProblem => {
  const { grants, now, settings } = world;
  const token = form.get('refresh_token');
  if (!token) return 'missing-refresh-token';
  const issued = grants.find('refresh', provider, token);
  if (!issued) return 'unknown-refresh-token';
  const { grant } = issued;
  if (grant.revoked || grant.refreshRevoked) return 'revoked-grant';
  if (grants.isExpired(issued)) return 'expired-refresh-token';
  if (isStale(world, provider, issued)) {
    if (settings.behaviour.rotation === 'strict-family') grants.revoke(grant);
    return 'used-refresh-token';
  }
  const asked = form.get('scope')?.split(' ').filter(Boolean).map(known) ?? grant.scopes;
  if (asked.some((scope) => !grant.scopes.includes(scope))) return 'wrong-scope';
  issued.usedAtMs ??= now();
  return { grant, scopes: asked.length > 0 ? asked : grant.scopes, refreshed: issued };
};
