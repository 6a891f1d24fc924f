import { createMiddleware } from 'hono/factory';
import { sameSecret } from '../platform/same-secret.ts';
import type { App } from './app-env.ts';
import { ProblemError } from './problem.ts';

const BEARER = /^Bearer +(\S+)$/i;

/**
 * Lets through only who brings OPERATOR_TOKEN as a bearer token (RFC 6750 §2.1): throws `signed-out` for
 * everybody else, and `not-found` where the deployment has no such token.
 */
export const operatorOnly = createMiddleware<App>(async (c, next) => {
  const { OPERATOR_TOKEN } = c.var.deps.configuration;
  if (OPERATOR_TOKEN === undefined) throw new ProblemError('not-found');
  const [, given = ''] = BEARER.exec(c.req.header('authorization') ?? '') ?? [];
  if (!(await sameSecret(given, OPERATOR_TOKEN))) {
    c.header('www-authenticate', 'Bearer');
    throw new ProblemError('signed-out', { reason: 'operator-token-refused' });
  }
  await next();
});
