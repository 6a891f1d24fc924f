import { createMiddleware } from 'hono/factory';
import type { World } from './world.ts';

const READS = ['GET', 'HEAD'];

/** Other sites' pages, opened in the same browser, change nothing here. */
export const ownOriginOnly = ({ endpoints }: Pick<World, 'endpoints'>) =>
  createMiddleware(async (c, next) => {
    const origin = c.req.header('origin');
    const { server, browser } = endpoints();
    if (origin !== undefined && !READS.includes(c.req.method)) {
      if (origin !== server && origin !== browser) return c.text('Foreign origin', 403);
    }
    return next();
  });
