import type { Deps } from '../../deps.ts';
import { deadLetters } from './tables.ts';

const MAX_BODY = 8000;

const bodyOf = (body: unknown): string => (JSON.stringify(body) ?? 'undefined').slice(0, MAX_BODY);

/** Keeps what was given up, for the operator. */
export const takeDeadLetters = async (
  { db, now, log }: Deps,
  { messages }: MessageBatch,
): Promise<void> => {
  for (const { id, body } of messages) {
    log('error', 'dead-letter', { requestId: id });
    await db
      .insert(deadLetters)
      .values({ id, body: bodyOf(body), at: now() })
      .onConflictDoNothing();
  }
};
