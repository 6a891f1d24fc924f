import { z } from 'zod';
import type { Provider } from '../../worker/platform/oauth/provider.ts';
import type { Check } from './report.ts';

const ALGORITHM = 'RS256';
// Of 2048 bits, the least that RS256 is verified by (RFC 7518 §3.3).
const MODULUS_CHARACTERS = 342;
const NOTHING_THERE = [400, 404, 410];

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
// Microsoft names no algorithm with its keys.
const signs = z.looseObject({
  kty: z.literal('RSA'),
  alg: z.literal(ALGORITHM).optional(),
  use: z.literal('sig').optional(),
  n: z.base64url().min(MODULUS_CHARACTERS),
  e: z.base64url().min(1),
});

const said = (status: Check['status'], detail: string, hint: string | null = null): Check => ({
  check: 'keys',
  status,
  detail,
  hint,
});

const load = async (url: string, deadlineMs: number): Promise<Response | string> => {
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    return await fetch(url, { redirect: 'manual', signal });
  } catch {
    return signal.aborted ? 'timeout' : 'unreachable';
  }
};

const judge = async (response: Response, { name, jwksUri }: Provider): Promise<Check> => {
  const hint = `Is ${name.toUpperCase()}_JWKS_URI right? Without it the real one is used.`;
  if (NOTHING_THERE.includes(response.status)) {
    return said('mend', `${jwksUri} answered ${response.status}`, hint);
  }
  if (!response.ok) return said('unknown', `${jwksUri} answered ${response.status}`);
  const { data } = keySet.safeParse(await response.json().catch(() => null));
  if (data === undefined) return said('unknown', `${jwksUri} answered no keys`);
  const usable = data.keys.filter((key) => signs.safeParse(key).success).length;
  if (usable === 0) return said('mend', `${jwksUri} has no key for ${ALGORITHM}`, hint);
  return said('fine', `${usable} for ${ALGORITHM} at ${jwksUri}`);
};

/** Whether the keys that id_tokens are signed with can be had. */
export const checkKeys = async (provider: Provider, deadlineMs: number): Promise<Check> => {
  const loaded = await load(provider.jwksUri, deadlineMs);
  return typeof loaded === 'string'
    ? said('unknown', `${provider.jwksUri}: ${loaded}`)
    : judge(loaded, provider);
};
