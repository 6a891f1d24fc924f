import { createMiddleware } from 'hono/factory';
import type { App } from './app-env.ts';
import { ProblemError } from './problem.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a browser was made to send from elsewhere: a mutation with a foreign `Origin`, and
 * one with a cookie but no `Origin` at all. What carries no cookie has no authority to lend.
 */
export const originGuard = createMiddleware<App>(async (c, next) => {
  const origin = c.req.header('origin');
  const trusted = c.var.deps.configuration.PUBLIC_URL;
  const foreign = origin === undefined ? c.req.header('cookie') !== undefined : origin !== trusted;
  if (foreign && !READS.has(c.req.method)) {
    throw new ProblemError('foreign-origin', { detail: `Open Letterbox at ${trusted}.` });
  }
  await next();
});
