import type { Context } from 'hono';
import type { App } from '../../http/app-env.ts';
import { endSession } from './end-session.ts';

type Credentials = { email: string; password: string };

/**
 * Signs a person in who has just made their account: the answer carries a new session's cookie. The
 * session that the request came with, if any, ends.
 */
export const startSession = async (
  c: Context<App>,
  { email, password }: Credentials,
): Promise<void> => {
  const { headers } = await c.var.deps.auth.api.signInEmail({
    headers: c.req.raw.headers,
    body: { email, password },
    returnHeaders: true,
  });
  await endSession(c);
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
};
