import { createMiddleware } from 'hono/factory';
import type { z } from 'zod';
import { problem } from './problem.ts';

const RETRY_AFTER_S = 5;

/**
 * Lets through what was asked in the form that it is to have, as `c.var.asked`; and nothing while the
 * connector is stopping.
 */
export const asked = <Schema extends z.ZodType>(schema: Schema, stopping: AbortSignal) =>
  createMiddleware<{ Variables: { asked: z.output<Schema> } }>(async (context, next) => {
    if (stopping.aborted) return problem(context, 'connector-unavailable', RETRY_AFTER_S);
    const body = await context.req.json().catch(() => undefined);
    if (body === undefined) return problem(context, 'malformed-body');
    const parsed = schema.safeParse(body);
    if (!parsed.success) return problem(context, 'invalid-input');
    context.set('asked', parsed.data);
    return next();
  });
