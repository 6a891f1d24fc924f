import type { Context } from 'hono';
import type { App } from '../../http/app-env.ts';

type Credentials = { email: string; password: string };

/** Signs a person in who has just made their account: the answer carries a new session's cookie. */
export const startSession = async (
  c: Context<App>,
  { email, password }: Credentials,
): Promise<void> => {
  const { headers } = await c.var.deps.auth.api.signInEmail({
    headers: c.req.raw.headers,
    body: { email, password },
    returnHeaders: true,
  });
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
};
