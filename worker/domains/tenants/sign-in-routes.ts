import { type Context, Hono } from 'hono';
import type { ProblemCode } from '../../../contract/problem.ts';
import type { App } from '../../http/app-env.ts';
import { ProblemError } from '../../http/problem.ts';

const CODES: Partial<Record<number, ProblemCode>> = {
  400: 'invalid-input',
  401: 'sign-in-refused',
  403: 'foreign-origin',
  404: 'not-found',
  415: 'unsupported-media-type',
  422: 'invalid-input',
};

const DEFAULT_RETRY_S = 60;

/** Hands a request to better-auth; its errors come back as problems. */
const handle = async (c: Context<App>): Promise<Response> => {
  const response = await c.var.deps.auth.handler(c.req.raw);
  if (response.status < 400) return response;
  if (response.status === 429) {
    const retryAfter = Number(response.headers.get('x-retry-after')) || DEFAULT_RETRY_S;
    throw new ProblemError('too-many-requests', { retryAfter });
  }
  throw new ProblemError(CODES[response.status] ?? 'internal');
};

// better-auth adds `?error=…` to the second.
const LINK_TARGETS = { callbackURL: '/', errorCallbackURL: '/sign-in' };

// Everything else that better-auth and its plugins could do stays closed: sign-up, other people's
// sessions, and an organization API that answers by rules of its own.
export const signInRoutes = new Hono<App>()
  .post('/sign-in/email', async (c) => {
    const { headers } = await handle(c);
    for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
    // The library's own answer repeats the session's token, which no script is to see.
    return c.json({});
  })
  .post('/sign-in/magic-link', async (c) => {
    if (c.var.deps.mailer === null) throw new ProblemError('mail-not-configured');
    const { email } = await c.req.json<{ email?: unknown }>();
    // Where the link leads is ours to say, not the caller's.
    const body = JSON.stringify({ email, ...LINK_TARGETS });
    const { url, headers } = c.req.raw;
    const plain = new Headers(headers);
    plain.delete('content-length');
    c.req.raw = new Request(url, { method: 'POST', headers: plain, body });
    return handle(c);
  })
  .get('/magic-link/verify', handle)
  .post('/sign-out', handle);
