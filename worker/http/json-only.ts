import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { ProblemError } from './problem.ts';

const isJson = (type: string) => /^application\/json\s*(;|$)/i.test(type);

// A POST without a body arrives with an empty stream; only its headers tell.
const hasBody = (c: Context) =>
  Number(c.req.header('content-length') ?? 0) > 0 ||
  c.req.header('transfer-encoding') !== undefined;

/** Bodies are JSON: a type that a plain HTML form can send never reaches a handler. */
export const jsonOnly = createMiddleware(async (c, next) => {
  const type = c.req.header('content-type');
  const allowed = type === undefined ? !hasBody(c) : isJson(type);
  if (!allowed) throw new ProblemError('unsupported-media-type');
  await next();
});
