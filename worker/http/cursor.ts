import type { z } from 'zod';
import { fromBase64 } from '../platform/base64.ts';
import { ProblemError } from './problem.ts';

/** A page's end as the client carries it: opaque, and checked when it comes back. */
export const encodeCursor = (end: string | number): string => btoa(String(end)).replace(/=+$/, '');

/** What a cursor holds, as `schema` has it. Throws `invalid-input` for one that is not ours. */
export const decodeCursor = <End>(cursor: string, schema: z.ZodType<End>): End => {
  const parsed = schema.safeParse(new TextDecoder().decode(fromBase64(cursor) ?? new Uint8Array()));
  if (parsed.success) return parsed.data;
  throw new ProblemError('invalid-input', {
    errors: [{ pointer: '#/cursor', detail: 'Start again from the first page.' }],
  });
};
