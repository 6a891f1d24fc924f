import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Provider } from './provider.ts';

const CLOCK_TOLERANCE_S = 60;
const DEADLINE_MS = 5000;

/** Who has signed in: `subject` names the account for good, an address may change hands. */
export type Identity = {
  subject: string;
  /** What the account calls itself: to be shown, never to be gone by. */
  address: string | null;
};

/**
 * An identity, or why there is none: `forged` (signature, issuer, audience, nonce, expiry: not an
 * id_token of this provider, for us, for this sign-in), `temporary` (its keys can't be had).
 */
export type Verified = { ok: true; identity: Identity } | Refused;
type Refused = { ok: false; kind: 'forged' | 'temporary'; reason: string };

type Options = {
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  deadlineMs?: number;
};

const claims = z.object({
  sub: z.string().min(1),
  iss: z.string(),
  aud: z.string(),
  azp: z.string().optional(),
  nonce: z.string(),
  tid: z.guid().optional(),
  oid: z.guid().optional(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  preferred_username: z.string().optional(),
});
type Claims = z.infer<typeof claims>;

const issuerOf = ({ issuer }: Provider, { tid }: Claims): string =>
  issuer.replace('{tid}', tid ?? '');

/** Google's account is its `sub`; at Microsoft that differs per client, and `tid:oid` does not. */
const subjectOf = ({ name }: Provider, { sub, tid, oid }: Claims): string | null => {
  if (name === 'google') return sub;
  return tid && oid ? `${tid}:${oid}` : null;
};

const forged = (reason: string): Refused => ({ ok: false, kind: 'forged', reason });

const identityOf = (provider: Provider, payload: JWTPayload, nonce: string): Verified => {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return forged('claims');
  const { data } = parsed;
  if (data.nonce !== nonce) return forged('nonce');
  if (data.iss !== issuerOf(provider, data)) return forged('iss');
  if (data.azp !== undefined && data.azp !== provider.clientId) return forged('azp');
  const subject = subjectOf(provider, data);
  if (subject === null) return forged('subject');
  const email = data.email_verified === false ? undefined : data.email;
  return { ok: true, identity: { subject, address: email ?? data.preferred_username ?? null } };
};

// jose has no error of its own for keys that it can't get or read.
const isOfKeys = (error: unknown): boolean =>
  !(error instanceof errors.JOSEError) ||
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  error.code === errors.JOSEError.code;

const refusalOf = (error: unknown): Refused => {
  if (isOfKeys(error)) return { ok: false, kind: 'temporary', reason: 'keys-unavailable' };
  return forged(error instanceof errors.JOSEError ? error.code : 'malformed');
};

/** Verifies id_tokens of one provider (OpenID Connect Core §3.1.3.7); its keys are kept in between. */
export const idTokenVerifier = (
  provider: Provider,
  now: () => Date,
  { fetch = globalThis.fetch, deadlineMs = DEADLINE_MS }: Options = {},
) => {
  const keys = createRemoteJWKSet(new URL(provider.jwksUri), {
    timeoutDuration: deadlineMs,
    // Tokens come from the provider itself, so nobody can make us ask for keys over and over.
    cooldownDuration: 0,
    [customFetch]: (url, init) => fetch(url, init),
  });
  return async (idToken: string, nonce: string): Promise<Verified> => {
    try {
      const { payload } = await jwtVerify(idToken, keys, {
        audience: provider.clientId,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'iat', 'sub', 'nonce'],
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: now(),
      });
      return identityOf(provider, payload, nonce);
    } catch (error) {
      return refusalOf(error);
    }
  };
};
