import { z } from 'zod';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * What an API answered, or why it didn't: `refused` (the token is not, not yet or no longer good),
 * `denied` (it is good, and opens nothing there), `ours` (the API is not switched on for our client),
 * `temporary` (down, slow, limiting, or answering nonsense).
 */
export type Answer<Body> =
  | { ok: true; body: Body }
  | { ok: false; kind: 'refused' | 'denied' | 'ours' | 'temporary'; reason: string };

export type Unanswered = Extract<Answer<unknown>, { ok: false }>;

export type Ask = <Body>(path: string, schema: z.ZodType<Body>) => Promise<Answer<Body>>;

const UNAUTHORIZED = 401;
const DENIED = new Set([400, 403, 404]);
// Google says these with the status of a denial.
const LIMITS = /^(?:(?:user)?rateLimitExceeded|dailyLimitExceeded|quotaExceeded)$/i;
const NOT_SWITCHED_ON = /^(?:accessNotConfigured|SERVICE_DISABLED)$/;

const code = z.string().regex(/^[A-Za-z_]{1,60}$/);
// Google names the reason within a list, Graph at the top.
const failure = z.object({
  error: z.object({
    errors: z
      .tuple([z.object({ reason: code })], z.unknown())
      .optional()
      .catch(undefined),
    code: code.optional().catch(undefined),
  }),
});

const codeOf = (body: unknown): string | undefined => {
  const { errors, code } = failure.safeParse(body).data?.error ?? {};
  return errors?.[0].reason ?? code;
};

// What names no code of the API's own is somebody else's on the way, a proxy or a gateway.
const kindOf = (status: number, code: string): Unanswered['kind'] => {
  if (status === UNAUTHORIZED) return 'refused';
  if (!DENIED.has(status) || code === '' || LIMITS.test(code)) return 'temporary';
  return NOT_SWITCHED_ON.test(code) ? 'ours' : 'denied';
};

const temporary = (reason: string): Unanswered => ({ ok: false, kind: 'temporary', reason });

/** Asks a provider's API with an access token. Never throws, and gives up after a while. */
export const apiAsker =
  (fetch: Fetch, api: string, accessToken: string, deadlineMs: number): Ask =>
  async (path, schema) => {
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
      const response = await fetch(api + path, { headers, redirect: 'manual', signal });
      const body: unknown = await response.json().catch(() => undefined);
      if (signal.aborted) return temporary('timeout');
      if (!response.ok) {
        const code = codeOf(body) ?? '';
        const reason = `answered ${response.status} ${code}`.trimEnd();
        return { ok: false, kind: kindOf(response.status, code), reason };
      }
      const parsed = schema.safeParse(body);
      return parsed.success ? { ok: true, body: parsed.data } : temporary('malformed-answer');
    } catch {
      return temporary(signal.aborted ? 'timeout' : 'unreachable');
    }
  };
