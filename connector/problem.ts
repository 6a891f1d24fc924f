import type { Context } from 'hono';
import { type ProblemCode, problems } from '../contract/problem.ts';

/** An answer in `application/problem+json` (RFC 9457). `retryAfterS` adds Retry-After, in seconds. */
export const problem = (context: Context, code: ProblemCode, retryAfterS?: number): Response => {
  const { status, title } = problems[code];
  const body = {
    type: 'about:blank',
    title,
    status,
    code,
    requestId: context.get('requestId'),
    ...(retryAfterS !== undefined && { retryAfter: retryAfterS }),
  };
  return context.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json',
    ...(retryAfterS !== undefined && { 'retry-after': String(retryAfterS) }),
  });
};
