import { z } from 'zod';
import type { GrantFailure } from './grant-failure.ts';
import type { Provider } from './provider.ts';
import { asAsked } from './scopes.ts';

// What RFC 6749 §5.1 leaves open: how long a token lives whose answer doesn't say.
const ASSUMED_LIFETIME_S = 300;
const MAX_LIFETIME_S = 86_400;

/**
 * What a provider has granted. `scopes` are named as they were asked for, and null where the answer
 * names none: then all that was asked.
 */
export type Grant = {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
  /** Null where the one that we have goes on working. */
  refreshToken: string | null;
  scopes: string[] | null;
  idToken: string | null;
};

export type Granted = { ok: true; grant: Grant } | ({ ok: false } & GrantFailure);

const answer = z.object({
  token_type: z.string().regex(/^bearer$/i),
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(ASSUMED_LIFETIME_S),
  refresh_token: z.string().min(1).optional(),
  scope: z.string().optional(),
  id_token: z.string().min(1).optional(),
});

/** Reads the answer of a token endpoint (RFC 6749 §5.1). */
export const grantOf = (provider: Provider, data: unknown): Granted => {
  const parsed = answer.safeParse(data);
  if (!parsed.success) return { ok: false, kind: 'temporary', reason: 'malformed-answer' };
  const { access_token, expires_in, refresh_token, scope, id_token } = parsed.data;
  const scopes = scope?.split(' ').filter((one) => one !== '');
  const grant = {
    accessToken: access_token,
    expiresIn: Math.min(Math.floor(expires_in), MAX_LIFETIME_S),
    refreshToken: refresh_token ?? null,
    scopes: scopes?.map((one) => asAsked(provider, one)) ?? null,
    idToken: id_token ?? null,
  };
  return { ok: true, grant };
};
