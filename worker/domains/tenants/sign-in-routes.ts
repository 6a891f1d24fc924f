import { type Context, Hono } from 'hono';
import type { ProblemCode } from '../../../contract/problem.ts';
import { credentials, magicLinkRequest } from '../../../contract/tenancy.ts';
import type { App } from '../../http/app-env.ts';
import { ProblemError } from '../../http/problem.ts';
import { valid } from '../../http/validate.ts';
import { countAttempt } from './attempts.ts';
import { endSession } from './end-session.ts';

const CODES: Partial<Record<number, ProblemCode>> = {
  400: 'invalid-input',
  401: 'sign-in-refused',
  403: 'foreign-origin',
  404: 'not-found',
};

const DEFAULT_RETRY_S = 60;

const beginsSession = ({ headers }: Response): boolean =>
  headers.getSetCookie().some((cookie) => /^[^=]*\bsession_token=[^;]/.test(cookie));

/**
 * Hands a request to better-auth, with `body` in place of its own; errors come back as problems. Where
 * that begins a session, the one that the request came with ends.
 */
const handle = async (c: Context<App>, body?: object): Promise<Response> => {
  const { url, method, headers } = c.req.raw;
  const own = new Headers(headers);
  own.delete('content-length');
  if (body) own.set('content-type', 'application/json');
  const request = new Request(url, { method, headers: own, body: body && JSON.stringify(body) });
  const response = await c.var.deps.auth.handler(request);
  if (response.status < 400) {
    if (beginsSession(response)) await endSession(c);
    return response;
  }
  if (response.status === 429) {
    const retryAfter = Number(response.headers.get('x-retry-after')) || DEFAULT_RETRY_S;
    throw new ProblemError('too-many-requests', { retryAfter });
  }
  throw new ProblemError(CODES[response.status] ?? 'internal', {
    reason: `sign-in answered ${response.status}`,
  });
};

/** Answers with nothing but the cookies: better-auth repeats the session's token, which no script is to see. */
const answerCookies = (c: Context<App>, { headers }: Response) => {
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
  return c.json({});
};

// Where a mailed link leads is ours to say. better-auth adds `?error=…` to the second.
const LINK_TARGETS = { callbackURL: '/', errorCallbackURL: '/sign-in' };

// Everything else that better-auth and its plugins could do stays closed: sign-up, other people's
// sessions, and an organization API that answers by rules of its own.
export const signInRoutes = new Hono<App>()
  .post('/sign-in/email', valid('json', credentials), async (c) => {
    const given = c.req.valid('json');
    const forget = await countAttempt(c.var.deps, `sign-in ${given.email}`);
    const response = await handle(c, given);
    await forget();
    return answerCookies(c, response);
  })
  .post('/sign-in/magic-link', valid('json', magicLinkRequest), async (c) => {
    if (c.var.deps.mailer === null) throw new ProblemError('mail-not-configured');
    const { email } = c.req.valid('json');
    return answerCookies(c, await handle(c, { email, ...LINK_TARGETS }));
  })
  .get('/magic-link/verify', (c) => handle(c))
  .post('/sign-out', async (c) => answerCookies(c, await handle(c, {})));
