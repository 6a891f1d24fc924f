import { createMiddleware } from 'hono/factory';
import { writeGrantFile } from './grant-file.ts';
import type { World } from './world.ts';

/** Writes down what a request may have changed, before its answer leaves. */
export const keepGrants = ({ settings, grants }: Pick<World, 'settings' | 'grants'>) =>
  createMiddleware(async (c, next) => {
    await next();
    if (settings.stateFile && c.req.method === 'POST') {
      writeGrantFile(settings.stateFile, grants.keep());
    }
  });
