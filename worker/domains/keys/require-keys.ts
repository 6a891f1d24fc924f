import { createMiddleware } from 'hono/factory';
import type { App } from '../../http/app-env.ts';
import { ProblemError } from '../../http/problem.ts';
import { missingKeys } from './missing-keys.ts';

/** Refuses with `key-missing` while stored credentials need a key that this deployment does not have. */
export const requireKeys = createMiddleware<App>(async (c, next) => {
  const missing = await missingKeys(c.var.deps);
  if (missing.length > 0) throw new ProblemError('key-missing');
  await next();
});
