import { z } from 'zod';
import type { keyRotations } from './tables.ts';

/** A batch takes a second; one that failed comes again after half a minute. */
export const RESEAL_LEASE_MS = 2 * 60 * 1000;

/** A pass over all that is sealed under one retiring key. */
export type Rotation = typeof keyRotations.$inferSelect;

/** Asks for the next batch of a pass: what comes after `cursor`. */
export const resealMessage = z.object({
  kind: z.literal('reseal'),
  keyId: z.string().min(1),
  cursor: z.string(),
});
export type ResealMessage = z.infer<typeof resealMessage>;
