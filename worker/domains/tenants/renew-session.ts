import type { Context } from 'hono';
import { setSignedCookie } from 'hono/cookie';
import { endSession } from './end-session.ts';
import type { SignedIn } from './session.ts';

/**
 * Gives the signed-in person another session in place of the one that the request came with: for when
 * what they may do has changed.
 */
export const renewSession = async (c: Context<SignedIn>): Promise<void> => {
  const { authCookies, internalAdapter, secret } = await c.var.deps.auth.$context;
  const { token } = await internalAdapter.createSession(c.var.person.id);
  await endSession(c);
  const { name, attributes } = authCookies.sessionToken;
  const { maxAge, path = '/', httpOnly = true, secure = true } = attributes;
  await setSignedCookie(c, name, token, secret, {
    ...{ path, httpOnly, secure, sameSite: 'Lax' },
    ...(maxAge !== undefined && { maxAge }),
  });
};
