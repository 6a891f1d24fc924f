import { z } from 'zod';

export const MAX_PAGE_SIZE = 100;
export const DEFAULT_PAGE_SIZE = 50;

const LIMIT = `Ask for 1 to ${MAX_PAGE_SIZE}.`;

/** Which page of a list: `cursor` is the `nextCursor` of the page before. */
export const pageQuery = z.object({
  cursor: z.string().max(200, { error: 'Start again from the first page.' }).optional(),
  limit: z.coerce
    .number({ error: LIMIT })
    .int({ error: LIMIT })
    .min(1, { error: LIMIT })
    .max(MAX_PAGE_SIZE, { error: LIMIT })
    .optional(),
});
export type PageQuery = z.infer<typeof pageQuery>;
