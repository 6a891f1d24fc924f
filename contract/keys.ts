import { z } from 'zod';

/** What a key is to a deployment. Of a missing one it has only the id, in envelopes that need it. */
export const keyRoles = ['current', 'retiring', 'missing'] as const;

/** One key, by its id: the first 8 hex digits of its SHA-256. */
export const keyState = z.object({
  id: z.string(),
  role: z.enum(keyRoles),
  /** Whose credentials are sealed under it; `null` where nobody asked for it to be counted. */
  inboxes: z.number().int().nullable(),
  /** Sign-ins at providers under way that are sealed under it; each ends within ten minutes. */
  shortLived: z.number().int(),
  /** Of the inboxes: those that the last pass found not to open under the key that they name. */
  unreadable: z.number().int(),
  /** Nothing is sealed under it: the deployment can do without. */
  safeToRetire: z.boolean(),
  /** By the pass that runs, or that ran last. */
  resealed: z.number().int(),
  /** What that pass has or had to do; `null` where nobody asked for it to be counted. */
  total: z.number().int().nullable(),
  running: z.boolean(),
  finishedAt: z.iso.datetime().nullable(),
});
export type KeyState = z.infer<typeof keyState>;

/** The keys of a deployment, and those that its credentials need. */
export const keyStatus = z.object({ current: z.string(), keys: z.array(keyState) });
export type KeyStatus = z.infer<typeof keyStatus>;

/** Counting reads every row: a million of them for a million inboxes. */
export const keyStatusQuery = z.object({ counts: z.enum(['true', 'false']).default('false') });
