import { createMiddleware } from 'hono/factory';
import { ProblemError } from './problem.ts';

const isJson = (type: string) => /^application\/json\s*(;|$)/i.test(type);

/** Bodies are JSON: a type that a plain HTML form can send never reaches a handler. */
export const jsonOnly = createMiddleware(async (c, next) => {
  const type = c.req.header('content-type');
  if (type !== undefined && !isJson(type)) throw new ProblemError('unsupported-media-type');
  if (type === undefined && c.req.raw.body !== null)
    throw new ProblemError('unsupported-media-type');
  await next();
});
