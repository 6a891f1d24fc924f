import { z } from 'zod';

/** More is a message that nobody has written. */
export const MOST_IDS = 100;

/** Which part of which run's work a message is; null for inboxes that are checked apart from their slot. */
const part = z.object({
  slot: z.number().int(),
  /** When the run began, in milliseconds since the epoch. */
  run: z.number().int(),
  attempt: z.number().int(),
  part: z.number().int(),
});
export type Part = z.infer<typeof part>;

/** Asks for checks. It holds ids only: whatever else is true of an inbox is read when it is checked. */
export const checksMessage = z.strictObject({
  kind: z.literal('checks'),
  part: part.nullable(),
  /** How often it was sent on since, as what it needs was out or busy. */
  tries: z.number().int().min(0).default(0),
  ids: z.array(z.string().max(40)).min(1).max(MOST_IDS),
});
export type ChecksMessage = z.infer<typeof checksMessage>;

/** The messages for so many inboxes. `partOf` numbers them. */
export const messagesFor = (
  ids: readonly string[],
  partOf: (index: number) => Part | null = () => null,
): ChecksMessage[] =>
  Array.from({ length: Math.ceil(ids.length / MOST_IDS) }, (_, index) => ({
    kind: 'checks',
    part: partOf(index),
    tries: 0,
    ids: ids.slice(index * MOST_IDS, (index + 1) * MOST_IDS),
  }));
