import { z } from 'zod';
import { inboxId } from '../../../contract/inbox.ts';
import { ProblemError } from '../../http/problem.ts';
import { fromBase64 } from '../../platform/base64.ts';

/** A page's end as the client carries it: opaque, and checked when it comes back. */
export const encodeCursor = (id: string): string => btoa(id).replace(/=+$/, '');

const decoded = z
  .string()
  .transform((text) => new TextDecoder().decode(fromBase64(text) ?? new Uint8Array()))
  .pipe(inboxId);

/** Throws `invalid-input` for a cursor that is not ours. */
export const decodeCursor = (cursor: string): string => {
  const parsed = decoded.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new ProblemError('invalid-input', {
    errors: [{ pointer: '#/cursor', detail: 'Start again from the first page.' }],
  });
};
