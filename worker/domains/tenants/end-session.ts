import { eq } from 'drizzle-orm';
import type { Context } from 'hono';
import type { App } from '../../http/app-env.ts';
import { sessions } from './tables.ts';

/**
 * Ends the session that a request came with, if there is one. Whoever begins a new session leaves the
 * one before behind: what knew its cookie gets nowhere with it.
 */
export const endSession = async (c: Pick<Context<App>, 'var' | 'req'>): Promise<void> => {
  const { auth, db } = c.var.deps;
  const { headers } = c.req.raw;
  const carried = await auth.api.getSession({ headers, query: { disableRefresh: true } });
  if (carried) await db.delete(sessions).where(eq(sessions.id, carried.session.id));
};
