import {
  ArcticFetchError,
  CodeChallengeMethod,
  OAuth2Client,
  OAuth2RequestError,
  UnexpectedResponseError,
} from 'arctic';
import { type Granted, grantOf } from './grant.ts';
import { type GrantFailure, grantFailureOf } from './grant-failure.ts';
import type { Provider } from './provider.ts';

// The only file that knows arctic.

const DEADLINE_MS = 10_000;
const OK = 200;

/** Where to send a browser, and what brings it back to us. */
export type Authorization = {
  state: string;
  nonce: string;
  codeVerifier: string;
  scopes: readonly string[];
  /** Fills in the address on the provider's page. */
  loginHint: string | null;
};

/** Whether a grant has ended at the provider; `not-offered` where that can't be asked for. */
export type Revoked =
  | { ok: true }
  | ({ ok: false } & (GrantFailure | { kind: 'not-offered'; reason: string }));

type Failed = { ok: false } & GrantFailure;

const failureOf = (error: unknown): GrantFailure => {
  if (error instanceof OAuth2RequestError) return grantFailureOf(error.code, error.description);
  if (error instanceof ArcticFetchError) return { kind: 'temporary', reason: 'unreachable' };
  const status = error instanceof UnexpectedResponseError ? error.status : OK;
  const reason = status === OK ? 'malformed-answer' : `answered ${status}`;
  return { kind: 'temporary', reason };
};

/**
 * Asks an endpoint, and gives up on it after a while. arctic sets no deadline and follows a redirect
 * wherever it leads, but it makes its Request out of what it is given as the endpoint: a Request
 * there hands its own signal and redirect mode on.
 */
const asking = async <Answer>(
  endpoint: string,
  deadlineMs: number,
  ask: (endpoint: string) => Promise<Answer>,
): Promise<Answer | Failed> => {
  const signal = AbortSignal.timeout(deadlineMs);
  const bounded: unknown = new Request(endpoint, { redirect: 'manual', signal });
  try {
    return await ask(bounded as string);
  } catch (error) {
    const timeout = { kind: 'temporary', reason: 'timeout' } as const;
    return { ok: false, ...(signal.aborted ? timeout : failureOf(error)) };
  }
};

/**
 * A provider's endpoints, spoken to as RFC 6749 and RFC 7636 have it. Nothing here throws, or takes
 * longer than the deadline.
 */
export const oauthClient = (provider: Provider, redirectUri: string, deadlineMs = DEADLINE_MS) => {
  // RFC 6749 §2.3.1: encoded within the header, which arctic leaves to us.
  const secret = encodeURIComponent(provider.clientSecret);
  const client = new OAuth2Client(provider.clientId, secret, redirectUri);
  const { tokenEndpoint, revocationEndpoint } = provider;

  return {
    authorizationUrl({ state, nonce, codeVerifier, scopes, loginHint }: Authorization): URL {
      const url = client.createAuthorizationURLWithPKCE(
        provider.authorizationEndpoint,
        state,
        CodeChallengeMethod.S256,
        codeVerifier,
        [...scopes],
      );
      const hint = loginHint === null ? {} : { login_hint: loginHint };
      const more = { ...provider.authorizationParameters, nonce, ...hint };
      for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
      return url;
    },

    exchange: (code: string, codeVerifier: string): Promise<Granted> =>
      asking(tokenEndpoint, deadlineMs, async (endpoint) => {
        const { data } = await client.validateAuthorizationCode(endpoint, code, codeVerifier);
        return grantOf(provider, data);
      }),

    refresh: (refreshToken: string): Promise<Granted> =>
      asking(tokenEndpoint, deadlineMs, async (endpoint) => {
        const { data } = await client.refreshAccessToken(endpoint, refreshToken, []);
        return grantOf(provider, data);
      }),

    /** Ends the grant at the provider. One that it no longer knows has ended already. */
    revoke: async (token: string): Promise<Revoked> => {
      if (revocationEndpoint === null) {
        return { ok: false, kind: 'not-offered', reason: 'no-endpoint' };
      }
      const answered = await asking(revocationEndpoint, deadlineMs, async (endpoint) => {
        await client.revokeToken(endpoint, token);
        return { ok: true as const };
      });
      return !answered.ok && answered.reason === 'invalid_token' ? { ok: true } : answered;
    },
  };
};

export type OAuthClient = ReturnType<typeof oauthClient>;
