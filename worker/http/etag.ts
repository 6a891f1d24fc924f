import type { Context } from 'hono';

/** The entity tag of a version (RFC 9110 §8.8.3). */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * The version that `If-Match` names: `undefined` where the header is absent or `*`, and `NaN`, which
 * equals no version, where it names none of ours (RFC 9110 §13.1.1). We give out one tag at a time; a
 * list of several is none of ours.
 */
export const ifMatch = (c: Context): number | undefined => {
  const header = c.req.header('if-match')?.trim();
  if (header === undefined || header === '*') return undefined;
  return Number(/^"(\d+)"$/.exec(header)?.[1] ?? Number.NaN);
};
